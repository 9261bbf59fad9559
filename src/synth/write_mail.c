/* write_mail.c - mails as files: MIME multipart (RFC 2045-2047), quoted-printable and base64. */
#include "synth/write.h"

enum { QP_LINE = 75, BASE64_LINE = 57 };

static void base64(ts_buf *out, ts_span s, bool lines) {
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.len; i += 3) {
        size_t n = s.len - i < 3 ? s.len - i : 3;
        uint32_t v =
            (uint32_t)s.ptr[i] << 16 | (n > 1 ? (uint32_t)s.ptr[i + 1] << 8 : 0) | (n > 2 ? (uint32_t)s.ptr[i + 2] : 0);
        ts_buf_add_char(out, digit[v >> 18]);
        ts_buf_add_char(out, digit[v >> 12 & 63]);
        ts_buf_add_char(out, n > 1 ? digit[v >> 6 & 63] : '=');
        ts_buf_add_char(out, n > 2 ? digit[v & 63] : '=');
        if (lines && (i / 3 + 1) % (BASE64_LINE / 3) == 0)
            ts_buf_add_str(out, "\r\n");
    }
    if (lines)
        ts_buf_add_str(out, "\r\n");
}

/* RFC 2045 section 6.7: soft breaks, "=" and bytes beyond ASCII as =XX. */
static void quoted_printable(ts_buf *out, ts_span s) {
    static const char hex[] = "0123456789ABCDEF";
    size_t width = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '\n') {
            ts_buf_add_str(out, "\r\n");
            width = 0;
            continue;
        }
        bool plain = (c >= 33 && c <= 126 && c != '=') || (c == ' ' && i + 1 < s.len && s.ptr[i + 1] != '\n');
        if (width + (plain ? 1 : 3) > QP_LINE) {
            ts_buf_add_str(out, "=\r\n");
            width = 0;
        }
        if (plain) {
            ts_buf_add_char(out, c);
            width++;
        } else {
            ts_buf_add_char(out, '=');
            ts_buf_add_char(out, hex[c >> 4]);
            ts_buf_add_char(out, hex[c & 15]);
            width += 3;
        }
    }
    ts_buf_add_str(out, "\r\n");
}

static bool plain_ascii(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < 32 || s.ptr[i] > 126 || s.ptr[i] == '"')
            return false;
    return true;
}

/* RFC 2047: an encoded word where ASCII is not enough; our subjects fit into one. */
static void header_text(ts_buf *out, ts_span s) {
    if (plain_ascii(s)) {
        ts_buf_add(out, s);
        return;
    }
    ts_buf_add_str(out, "=?utf-8?B?");
    base64(out, s, false);
    ts_buf_add_str(out, "?=");
}

static void text_part(ts_buf *out, ts_span text, const char *type) {
    ts_buf_addf(out, "Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                type);
    quoted_printable(out, text);
}

static void body(ts_buf *out, const ts_mail *m) {
    if (m->html.len == 0) {
        text_part(out, m->text, "plain");
        return;
    }
    ts_buf_addf(out, "Content-Type: multipart/alternative; boundary=\"alt-%016llx\"\r\n\r\n",
                (unsigned long long)m->salt);
    ts_buf_addf(out, "--alt-%016llx\r\n", (unsigned long long)m->salt);
    text_part(out, m->text, "plain");
    ts_buf_addf(out, "--alt-%016llx\r\n", (unsigned long long)m->salt);
    text_part(out, m->html, "html");
    ts_buf_addf(out, "--alt-%016llx--\r\n", (unsigned long long)m->salt);
}

static void headers(ts_buf *out, const ts_mail *m) {
    static const char *const weekday[] = {"Thu", "Fri", "Sat", "Sun",
                                          "Mon", "Tue", "Wed"}; /* 1970-01-01 was a Thursday */
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int y, n, d;
    ts_date_parts(m->day, &y, &n, &d);
    ts_buf_add_str(out, "From: ");
    ts_buf_add(out, m->from);
    ts_buf_add_str(out, "\r\nTo: ");
    ts_buf_add(out, m->to);
    ts_buf_add_str(out, "\r\nSubject: ");
    header_text(out, m->subject);
    ts_buf_addf(out,
                "\r\nDate: %s, %02d %s %04d %02u:%02u:00 +0000\r\nMessage-ID: "
                "<%016llx@mail.rbs.example>\r\nMIME-Version: 1.0\r\n",
                weekday[m->day % 7], d, month[n - 1], y, 8 + (unsigned)(m->salt % 10), (unsigned)(m->salt >> 8) % 60,
                (unsigned long long)m->salt);
}

void ts_write_mail(ts_buf *out, const ts_mail *m) {
    headers(out, m);
    if (m->attachments == 0) {
        body(out, m);
        return;
    }
    ts_buf_addf(
        out,
        "Content-Type: multipart/mixed; boundary=\"mix-%016llx\"\r\n\r\nThis is a MIME message.\r\n--mix-%016llx\r\n",
        (unsigned long long)m->salt, (unsigned long long)m->salt);
    body(out, m);
    for (size_t i = 0; i < m->attachments; i++) {
        const ts_attachment *a = &m->attachment[i];
        ts_buf_addf(out, "--mix-%016llx\r\nContent-Type: %s; name=\"", (unsigned long long)m->salt, a->type);
        header_text(out, a->name);
        ts_buf_add_str(out, "\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"");
        header_text(out, a->name);
        ts_buf_add_str(out, "\"\r\n\r\n");
        base64(out, a->bytes, true);
    }
    ts_buf_addf(out, "--mix-%016llx--\r\n", (unsigned long long)m->salt);
}
