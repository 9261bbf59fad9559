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

static const char style[] =
    ":root{--ink:#16202b;--soft:#556270;--line:#d5dbe1;--paper:#fff;--wash:#f4f6f8;--gold:#8a6a12;"
    "--k0:#1f5f8b;--k1:#b3541e;--k2:#8a6a12;--k3:#5b7f3a;--k4:#7a4b8c;--k5:#8b949e;--k6:#b8c0c8;--k7:#9e2f3c}\n"
    "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}\n"
    "body{margin:0;background:var(--wash);color:var(--ink);font:16px/1.5 \"Segoe UI\",\"Helvetica "
    "Neue\",Arial,\"DejaVu Sans\",sans-serif}\n"
    "main{max-width:62rem;margin:0 auto;background:var(--paper);padding:3rem 3.5rem 4rem;box-shadow:0 0 0 1px "
    "var(--line)}\n"
    "h1{font:600 2.1rem/1.2 Georgia,\"DejaVu Serif\",serif;margin:0 0 .3rem;letter-spacing:-.01em}\n"
    "h2{font:600 1.35rem/1.3 Georgia,\"DejaVu Serif\",serif;margin:2.6rem 0 .6rem;padding-top:.9rem;border-top:2px "
    "solid var(--ink)}\n"
    "h3{font-size:1rem;margin:1.4rem 0 .4rem}p{margin:.4rem 0 .8rem;max-width:46rem}\n"
    ".meta{color:var(--soft);font-size:.88rem}.mark{color:var(--gold);font-weight:600;letter-spacing:.09em;text-"
    "transform:uppercase;font-size:.78rem;margin:0 0 1.1rem}\n"
    ".line{font:400 1.2rem/1.5 Georgia,\"DejaVu Serif\",serif;border-left:4px solid var(--gold);padding:.2rem 0 .2rem "
    "1.1rem;margin:1.4rem 0 1.8rem;max-width:none}\n"
    ".four{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.four section{border:1px solid "
    "var(--line);border-top:4px solid var(--k0);padding:.9rem 1.1rem 1rem}\n"
    ".four .q{color:var(--soft);font-size:.82rem;margin:0}.four .a{font:600 1.3rem/1.3 Georgia,\"DejaVu "
    "Serif\",serif;margin:.1rem 0 .4rem}.four p:last-child{font-size:.92rem;margin:0}\n"
    ".tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;margin:1.2rem 0}.tiles div{border-bottom:3px "
    "solid var(--line);padding:.2rem 0 .5rem}.tiles b{display:block;font:600 1.7rem/1.2 Georgia,\"DejaVu "
    "Serif\",serif;font-variant-numeric:tabular-nums}.tiles span{color:var(--soft);font-size:.85rem}\n"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.86rem;font-variant-numeric:tabular-"
    "nums}\n"
    "th{text-align:left;font-weight:600;color:var(--soft);border-bottom:1px solid var(--ink);padding:.35rem .6rem "
    ".35rem 0;vertical-align:bottom}\n"
    "td{border-bottom:1px solid var(--line);padding:.35rem .6rem .35rem "
    "0;vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap}td.w{overflow-wrap:anywhere}tr{break-inside:"
    "avoid}\n"
    "figure{margin:1rem 0 "
    "1.4rem}figcaption{font-weight:600;font-size:.95rem;margin-bottom:.4rem}svg{display:block;width:100%;height:auto}\n"
    "svg text{font:13px \"Segoe UI\",\"Helvetica Neue\",Arial,\"DejaVu Sans\",sans-serif;fill:var(--ink)}svg "
    ".s{fill:var(--soft)}\n"
    ".c0{fill:var(--k0)}.c1{fill:var(--k1)}.c2{fill:var(--k2)}.c3{fill:var(--k3)}.c4{fill:var(--k4)}.c5{fill:var(--k5)}"
    ".c6{fill:var(--k6)}.c7{fill:var(--k7)}\n"
    ".two{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}code{font:.86em/1.4 \"DejaVu Sans "
    "Mono\",Consolas,monospace}dt{font-weight:600;margin-top:.6rem}dd{margin:0 0 .2rem;max-width:46rem}\n"
    ".tag{display:inline-block;border:1px solid var(--line);padding:0 "
    ".4rem;font-size:.8rem;white-space:nowrap}.tag.yes{border-color:var(--k1);color:var(--k1)}\n"
    "@media(max-width:40rem){main{padding:1.4rem 1.1rem "
    "2rem}.four,.two{grid-template-columns:1fr}.tiles{grid-template-columns:1fr 1fr}h1{font-size:1.6rem}}\n"
    "@page{size:A4;margin:16mm 15mm 18mm}@media "
    "print{body{background:none;font-size:10.5pt}main{box-shadow:none;padding:0;max-width:none}h2,h3,figcaption{break-"
    "after:avoid}figure,.four section,.tiles{break-inside:avoid}.scroll{overflow:visible}}\n";

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

static void figure(ts_buf *out, const char *caption, unsigned height) {
    ts_buf_add_str(out, "<figure><figcaption>");
    ts_html_str(out, caption);
    ts_buf_addf(out, "</figcaption>\n<svg viewBox=\"0 0 800 %u\" role=\"img\" aria-label=\"", height);
    ts_html_str(out, caption);
    ts_buf_add_str(out, "\">\n");
}

void ts_html_bars(ts_buf *out, const char *caption, const ts_bar *bar, size_t n) {
    uint64_t sum, most = largest(bar, n, &sum);
    unsigned rows = 0;
    for (size_t i = 0; i < n; i++)
        rows += bar[i].value != 0;
    if (!rows)
        return;
    figure(out, caption, rows * 30 + 4);
    unsigned y = 2;
    for (size_t i = 0; i < n; i++) {
        if (!bar[i].value)
            continue;
        unsigned width = (unsigned)(bar[i].value / (double)most * 490) + 2;
        ts_buf_addf(out, "<text x=\"190\" y=\"%u\" text-anchor=\"end\">", y + 18);
        ts_html_str(out, bar[i].label);
        ts_buf_addf(out,
                    "</text><rect class=\"%s\" x=\"202\" y=\"%u\" width=\"%u\" height=\"20\"/><text class=\"s\" "
                    "x=\"%u\" y=\"%u\">",
                    bar[i].colour, y + 3, width, 210 + width, y + 18);
        ts_add_count(out, bar[i].value);
        ts_buf_add_str(out, "</text>\n");
        y += 30;
    }
    ts_buf_add_str(out, "</svg></figure>\n");
}

void ts_html_shares(ts_buf *out, const char *caption, const ts_bar *bar, size_t n) {
    uint64_t sum;
    largest(bar, n, &sum);
    if (!sum)
        return;
    unsigned shown = 0;
    for (size_t i = 0; i < n; i++)
        shown += bar[i].value != 0;
    figure(out, caption, 48 + (shown + 2) / 3 * 24);
    double x = 0;
    unsigned k = 0;
    for (size_t i = 0; i < n; i++) {
        if (!bar[i].value)
            continue;
        double width = bar[i].value / (double)sum * 800;
        ts_buf_addf(out, "<rect class=\"%s\" x=\"%d\" y=\"2\" width=\"%d\" height=\"30\"/>", bar[i].colour, (int)x,
                    (int)(x + width + .5) - (int)x + (width < 1));
        unsigned lx = k % 3 * 266, ly = 56 + k / 3 * 24;
        ts_buf_addf(out, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"12\" height=\"12\"/><text x=\"%u\" y=\"%u\">",
                    bar[i].colour, lx, ly - 11, lx + 19, ly);
        ts_html_str(out, bar[i].label);
        ts_buf_add_str(out, " <tspan class=\"s\">");
        ts_add_count(out, bar[i].value);
        ts_buf_addf(out, " · %.1f %%</tspan></text>\n", bar[i].value * 100.0 / (double)sum);
        x += width;
        k++;
    }
    ts_buf_add_str(out, "</svg></figure>\n");
}

void ts_html_columns(ts_buf *out, const char *caption, const ts_bar *bar, size_t n) {
    uint64_t sum, most = largest(bar, n, &sum);
    if (!most || !n)
        return;
    figure(out, caption, 190);
    double step = 800.0 / (double)n;
    double wide = step * .62 < 56 ? step * .62 : 56;
    for (size_t i = 0; i < n; i++) {
        int h = (int)(bar[i].value / (double)most * 130);
        int middle = (int)(step * ((double)i + .5));
        ts_buf_addf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", bar[i].colour,
                    middle - (int)(wide / 2), 160 - h, (int)wide, h);
        ts_buf_addf(out, "<text class=\"s\" x=\"%d\" y=\"180\" text-anchor=\"middle\">", middle);
        ts_html_str(out, bar[i].label);
        ts_buf_addf(out, "</text><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle, 154 - h);
        ts_add_count(out, bar[i].value);
        ts_buf_add_str(out, "</text>\n");
    }
    ts_buf_add_str(out, "<line x1=\"0\" y1=\"160\" x2=\"800\" y2=\"160\" stroke=\"#16202b\"/></svg></figure>\n");
}
