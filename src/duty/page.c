/* page.c - escaped HTML pieces and small inline SVG charts. */
#include "duty/page.h"

#include "duty/facts.h"

void ts_html_text(ts_buf *out, ts_span s) {
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        uint32_t c = ts_utf8_next(s, &i);
        bool steers = c == 0xFFFD || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
                      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (c == '&')
            ts_buf_add_str(out, "&amp;");
        else if (c == '<')
            ts_buf_add_str(out, "&lt;");
        else if (c == '>')
            ts_buf_add_str(out, "&gt;");
        else if (c == '"')
            ts_buf_add_str(out, "&quot;");
        else if (c == '\'')
            ts_buf_add_str(out, "&#39;");
        else if (steers)
            ts_buf_add_str(out, "\xEF\xBF\xBD");
        else
            ts_buf_add(out, ts_slice(s, from, i - from));
    }
}

void ts_html_str(ts_buf *out, const char *text) { ts_html_text(out, ts_str(text)); }

/* Dark enough for WCAG AA on both grounds; sizes are relative, so a reader's own setting holds. */
static const char style[] =
    ":root{--ink:#16202b;--soft:#4d5966;--line:#d5dbe1;--paper:#fff;--wash:#f1f4f6;--gold:#7d5f0e;--k0:#1f5f8b;--k1:#"
    "b3541e;--k2:#8a6a12;--k3:#4f7333;--k4:#7a4b8c;--k5:#56616c;--k6:#8a949e;--k7:#9e2f3c}\n"
    "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;-webkit-print-color-adjust:exact;print-color-adjust:"
    "exact}\n"
    "body{margin:0;background:var(--wash);color:var(--ink);font:16px/1.5 \"Segoe UI\",\"Helvetica "
    "Neue\",Arial,\"DejaVu Sans\",sans-serif}\n"
    "main{max-width:64rem;margin:0 auto;background:var(--paper);padding:3rem 3.5rem 4rem;box-shadow:0 0 0 1px "
    "var(--line)}\n"
    "h1{font:600 2.1rem/1.2 Georgia,\"DejaVu Serif\",serif;margin:0 0 .4rem;letter-spacing:-.01em}\n"
    "h2{font:600 1.35rem/1.3 Georgia,\"DejaVu Serif\",serif;margin:2.6rem 0 .6rem;padding-top:.9rem;border-top:2px "
    "solid var(--ink)}\n"
    "h3{font-size:1rem;margin:1.6rem 0 .4rem}p{margin:.4rem 0 .8rem;max-width:46rem}\n"
    ".meta{color:var(--soft);font-size:.9rem}.mark{color:var(--gold);font-weight:600;letter-spacing:.09em;text-"
    "transform:uppercase;font-size:.8rem;margin:0 0 1.1rem}\n"
    ".real{background:#fdf3d7;border:1px solid #c9a84a;padding:.35rem .8rem;font-size:.9rem;max-width:none}\n"
    ".line{font:400 1.2rem/1.5 Georgia,\"DejaVu Serif\",serif;border-left:4px solid var(--gold);padding:.2rem 0 .2rem "
    "1.1rem;margin:1.3rem 0 1.7rem;max-width:none}\n"
    ".four{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.four section{border:1px solid "
    "var(--line);border-top:4px solid var(--k0);padding:.9rem 1.1rem 1rem}\n"
    ".four h2{font:400 .9rem/1.4 \"Segoe UI\",\"Helvetica Neue\",Arial,\"DejaVu "
    "Sans\",sans-serif;color:var(--soft);border:0;padding:0;margin:0}\n"
    ".four .a{font:600 1.35rem/1.3 Georgia,\"DejaVu Serif\",serif;margin:.1rem 0 .4rem}.four "
    "p:last-child{font-size:.94rem;margin:0}\n"
    ".tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;margin:1.4rem 0}.tiles div{border-top:1px solid "
    "var(--line);padding:.6rem 0 0}\n"
    ".tiles b{display:block;font:600 1.7rem/1.2 Georgia,\"DejaVu "
    "Serif\",serif;font-variant-numeric:tabular-nums}.tiles "
    "span{display:block;color:var(--soft);font-size:.88rem;line-height:1.35}\n"
    ".scroll{overflow-x:auto;margin:.6rem 0 "
    "1rem}table{border-collapse:collapse;width:100%;font-size:.88rem;font-variant-numeric:tabular-nums}\n"
    "th{text-align:left;font-weight:600;vertical-align:top;padding:.4rem .8rem .4rem 0}thead "
    "th{color:var(--soft);border-bottom:1px solid var(--ink);vertical-align:bottom}\n"
    "td{vertical-align:top;padding:.4rem .8rem .4rem 0}tbody tr>*{border-bottom:1px solid var(--line)}tbody "
    "th{font-weight:400}tr>:last-child{padding-right:0}\n"
    ".n{text-align:right;white-space:nowrap}.lim{color:var(--soft);font-size:.85em}.d{white-space:nowrap}.w{min-width:"
    "11rem;overflow-wrap:anywhere}tr{break-"
    "inside:avoid}\n"
    "figure{margin:1.1rem 0 "
    "1.6rem}figcaption{font-weight:600;font-size:.95rem;margin-bottom:.5rem}svg{display:block;width:100%}\n"
    ".bars{display:grid;grid-template-columns:fit-content(42%) 1fr auto;gap:.3rem "
    ".7rem;margin:0;padding:0;list-style:none;font-size:.9rem;align-items:center}\n"
    ".bars li{display:contents}.bars svg{height:1.05rem}.bars "
    "b{font-weight:400;color:var(--soft);text-align:right;font-variant-numeric:tabular-nums}\n"
    ".share{height:1.9rem}.key{display:flex;flex-wrap:wrap;gap:.25rem 1.6rem;margin:.6rem 0 "
    "0;padding:0;list-style:none;font-size:.9rem}\n"
    ".key svg{display:inline-block;width:.8rem;height:.8rem;margin-right:.45rem}.key "
    "b{font-weight:400;color:var(--soft)}\n"
    ".years{min-width:36rem;height:auto}svg text{font:14px \"Segoe UI\",\"Helvetica Neue\",Arial,\"DejaVu "
    "Sans\",sans-serif;fill:var(--ink)}svg .s{fill:var(--soft)}\n"
    ".c0{fill:var(--k0)}.c1{fill:var(--k1)}.c2{fill:var(--k2)}.c3{fill:var(--k3)}.c4{fill:var(--k4)}.c5{fill:var(--k5)}"
    ".c6{fill:var(--k6)}.c7{fill:var(--k7)}\n"
    ".two{display:grid;grid-template-columns:1fr 1fr;gap:0 2.5rem}code{font:.88em/1.4 \"DejaVu Sans "
    "Mono\",Consolas,monospace}dt{font-weight:600;margin-top:.7rem;break-after:avoid}dd{margin:0 0 "
    ".2rem;max-width:46rem;break-inside:avoid}\n"
    ".tag{display:inline-block;border:1px solid var(--k6);border-radius:2px;padding:0 "
    ".35em;font-size:.95em}.tag.yes{border-color:var(--k1);color:var(--k1);font-weight:600}\n"
    ".tag.r1,.tag.r2,.tag.r3,.tag.r4{white-space:nowrap;font-weight:600;border-width:1px 1px 1px 4px}"
    ".tag.r1{border-color:var(--k7);color:var(--k7)}.tag.r2{border-color:var(--k1);color:var(--k1)}.tag.r3{border-"
    "color:"
    "var(--k5);color:var(--k5)}.tag.r4{border-color:var(--k3);color:var(--k3)}\n"
    "blockquote{margin:.5rem 0 .9rem;padding:.1rem 0 .1rem 1rem;border-left:3px solid "
    "var(--line);font-style:italic;white-space:pre-line;max-width:46rem;overflow-wrap:anywhere}.eg{display:block;color:"
    "var(--soft);font-size:.9em}.claim td:nth-child(1),.claim th{min-width:8rem}\n"
    "@media screen and (max-width:46rem){main{padding:1.4rem 1.1rem "
    "2rem}.four,.two{grid-template-columns:1fr}.tiles{grid-template-columns:1fr "
    "1fr}h1{font-size:1.6rem}.line{font-size:1.1rem}}\n"
    "@page{size:A4;margin:16mm 15mm 18mm}\n"
    "@media "
    "print{body{background:none;font-size:10pt}main{box-shadow:none;padding:0;max-width:none}h1{font-size:20pt}h2{font-"
    "size:14pt;margin-top:1.8rem}.line{font-size:12pt}.four .a{font-size:13pt}.tiles "
    "b{font-size:16pt}h2,h3,figcaption{break-after:avoid}h2+p{break-after:avoid}p{orphans:3;widows:3}figure,.four "
    "section,.tiles{break-inside:avoid}.scroll{overflow:visible}table{font-size:8.2pt}th,td{padding-top:.25rem;padding-"
    "bottom:.25rem;padding-right:.6rem}.w{min-width:0;width:31%}.years{min-width:0}.four "
    "p,.meta,.real,.bars,.key{font-size:9.5pt}}\n";

void ts_html_begin(ts_buf *out, const char *title) {
    ts_buf_add_str(
        out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    ts_html_str(out, title);
    ts_buf_add_str(out, "</title>\n<style>\n");
    ts_buf_add_str(out, style);
    ts_buf_add_str(out, "</style>\n</head>\n<body>\n<main>\n");
}

void ts_html_end(ts_buf *out) { ts_buf_add_str(out, "</main>\n</body>\n</html>\n"); }

static uint64_t largest(const ts_bar *bar, size_t n, uint64_t *sum) {
    uint64_t most = 0;
    *sum = 0;
    for (size_t i = 0; i < n; i++) {
        most = bar[i].value > most ? bar[i].value : most;
        *sum += bar[i].value;
    }
    return most;
}

static void figure(ts_buf *out, const char *caption) {
    ts_buf_add_str(out, "<figure><figcaption>");
    ts_html_str(out, caption);
    ts_buf_add_str(out, "</figcaption>\n");
}

/* What a reader who does not see the picture hears of it. */
static void picture(ts_buf *out, const char *class, unsigned height, const char *caption) {
    ts_buf_addf(out, "<svg class=\"%s\" viewBox=\"0 0 800 %u\"%s role=\"img\"><title>", class, height,
                strcmp(class, "share") == 0 ? " preserveAspectRatio=\"none\"" : "");
    ts_html_str(out, caption);
    ts_buf_add_str(out, "</title>\n");
}

/* Labels and figures are text of the page, so they keep their size whatever the width. */
void ts_html_bars(ts_buf *out, const char *caption, const ts_bar *bar, size_t n) {
    uint64_t sum, most = largest(bar, n, &sum);
    if (!most)
        return;
    figure(out, caption);
    ts_buf_add_str(out, "<ul class=\"bars\">\n");
    for (size_t i = 0; i < n; i++) {
        if (!bar[i].value)
            continue;
        ts_buf_add_str(out, "<li><span>");
        ts_html_str(out, bar[i].label);
        ts_buf_addf(out,
                    "</span><svg viewBox=\"0 0 800 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
                    "class=\"%s\" width=\"%u\" height=\"20\"/></svg><b>",
                    bar[i].colour, (unsigned)(bar[i].value / (double)most * 796) + 4);
        ts_add_count(out, bar[i].value);
        ts_buf_add_str(out, "</b></li>\n");
    }
    ts_buf_add_str(out, "</ul></figure>\n");
}

/* A share too small to see keeps a sliver; white seams part neighbours for eyes that see no colour. */
static void share_bar(ts_buf *out, const char *caption, const ts_bar *bar, size_t n, uint64_t sum) {
    picture(out, "share", 30, caption);
    double x = 0;
    for (size_t i = 0; i < n; i++) {
        if (!bar[i].value)
            continue;
        double width = bar[i].value / (double)sum * 800;
        ts_buf_addf(out, "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"30\"/>\n", bar[i].colour, x,
                    width > 3.5 ? width - 1.5 : 2);
        x += width;
    }
    ts_buf_add_str(out, "</svg>\n");
}

static void add_percent(ts_buf *out, uint64_t part, uint64_t whole) {
    double percent = part * 100.0 / (double)whole;
    if (percent < 0.05)
        ts_buf_add_str(out, "under 0.1 %");
    else if (part < whole && percent > 99.9)
        ts_buf_add_str(out, "over 99.9 %");
    else
        ts_buf_addf(out, "%.1f %%", percent);
}

void ts_html_shares(ts_buf *out, const char *caption, const ts_bar *bar, size_t n, void (*add)(ts_buf *, uint64_t)) {
    uint64_t sum;
    largest(bar, n, &sum);
    if (!sum)
        return;
    figure(out, caption);
    share_bar(out, caption, bar, n, sum);
    ts_buf_add_str(out, "<ul class=\"key\">\n");
    for (size_t i = 0; i < n; i++) {
        if (!bar[i].value)
            continue;
        ts_buf_addf(out,
                    "<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"%s\" width=\"1\" "
                    "height=\"1\"/></svg>",
                    bar[i].colour);
        ts_html_str(out, bar[i].label);
        ts_buf_add_str(out, " <b>");
        add(out, bar[i].value);
        ts_buf_add_str(out, " · ");
        add_percent(out, bar[i].value, sum);
        ts_buf_add_str(out, "</b></li>\n");
    }
    ts_buf_add_str(out, "</ul></figure>\n");
}

enum { COLUMN_LABELS = 14 }; /* more would run into each other */

void ts_html_columns(ts_buf *out, const char *caption, const ts_bar *bar, size_t n) {
    uint64_t sum, most = largest(bar, n, &sum);
    if (!most || !n)
        return;
    figure(out, caption);
    ts_buf_add_str(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    ts_html_str(out, caption);
    ts_buf_add_str(out, "\">");
    picture(out, "years", 190, caption);
    double step = 800.0 / (double)n;
    double wide = step * .62 < 56 ? step * .62 : 56;
    size_t every = (n + COLUMN_LABELS - 1) / COLUMN_LABELS;
    for (size_t i = 0; i < n; i++) {
        int h = (int)(bar[i].value / (double)most * 130) + (bar[i].value != 0);
        int middle = (int)(step * ((double)i + .5));
        ts_buf_addf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", bar[i].colour,
                    middle - (int)(wide / 2), 160 - h, (int)wide, h);
        if ((n - 1 - i) % every)
            continue;
        ts_buf_addf(out, "<text class=\"s\" x=\"%d\" y=\"180\" text-anchor=\"middle\">", middle);
        ts_html_str(out, bar[i].label);
        ts_buf_addf(out, "</text><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle, 154 - h);
        ts_add_count(out, bar[i].value);
        ts_buf_add_str(out, "</text>\n");
    }
    ts_buf_add_str(out, "<line x1=\"0\" y1=\"160\" x2=\"800\" y2=\"160\" stroke=\"#16202b\"/></svg></div></figure>\n");
}

void ts_html_table(ts_buf *out, const char *label, const char *const *head) {
    ts_buf_addf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr>",
                label);
    for (; *head; head++)
        ts_buf_addf(out, "<th scope=\"col\"%s>%s</th>", **head == '#' ? " class=\"n\"" : "", *head + (**head == '#'));
    ts_buf_add_str(out, "</tr></thead><tbody>\n");
}

void ts_html_table_end(ts_buf *out) { ts_buf_add_str(out, "</tbody></table></div>\n"); }
