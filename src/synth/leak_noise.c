/* leak_noise.c - everything in a leak that is about nobody, with the traps that look like somebody;
 * and files that are broken on purpose. */
#include <stdio.h>

#include "synth/leak.h"
#include "synth/names.h"

static uint32_t draw(ts_leak *l, uint32_t n) { return ts_dice_below(&l->c, n); }

/* Appends a pattern: each # a digit, each @ a hexadecimal digit, by lot and in this order. */
static void add(ts_leak *l, ts_buf *b, const char *pattern) {
    for (const char *p = pattern; *p; p++)
        ts_buf_add_char(b, *p == '#' ? "0123456789"[draw(l, 10)] : *p == '@' ? "0123456789abcdef"[draw(l, 16)] : *p);
}

/* ---- traps ---- */

/* A spreadsheet took the leading zero: ten digits, of which one in eleven passes for an NHS number. */
static void call_log(ts_leak *l, ts_buf *b) {
    ts_buf_add_str(b, "CallID,Extension,Phone,Duration,Start\r\n");
    for (uint32_t i = 0, n = 60 + draw(l, 400); i < n; i++) {
        ts_buf_addf(b, "%u", 500000 + i);
        add(l, b, ",2###,713#######,###,16########\r\n");
    }
}

static void invoices(ts_leak *l, ts_buf *b) {
    ts_buf_add_str(b, "Invoice No;PO Number;Supplier;Net;VAT;Gross;Date\r\n");
    for (uint32_t i = 0, n = 40 + draw(l, 300); i < n; i++) {
        uint32_t net = 20 + draw(l, 9000), year = 2018 + draw(l, 6), month = 1 + draw(l, 12), day = 1 + draw(l, 28);
        add(l, b, "43########;PO#######;");
        ts_buf_addf(b, "%s;%u.00;%u.%02u;%u.%02u;%02u/%02u/%u\r\n", ts_names_company(&l->c), net, net / 5, net % 5 * 20,
                    net + net / 5, net % 5 * 20, day, month, year);
    }
}

static void prices(ts_leak *l, ts_buf *b) {
    static const char *const item[] = {"\tGlove, nitrile, M\t", "\tSyringe 10 ml\t", "\tCannula 20G\t",
                                       "\tDressing 10x10\t",    "\tInfusion set\t",  "\tMask, surgical\t"};
    ts_buf_add_str(b, "Item code\tDescription\tPack\tPrice\tEAN\n");
    for (uint32_t i = 0, n = 50 + draw(l, 200); i < n; i++) {
        add(l, b, "ELE#####");
        ts_buf_add_str(b, item[draw(l, 6)]);
        add(l, b, "1#0\t#1.##\t50###########\n");
    }
}

static void server_log(ts_leak *l, ts_buf *b) {
    static const char *const act[] = {
        "GET /api/v2/status 200", "POST /session 401", "cache flush", "replica lag", "GC pause", "disk sda1"};
    uint32_t at = 1609459200u + draw(l, 80000000);
    for (uint32_t i = 0, n = 100 + draw(l, 700); i < n; i++) {
        at += draw(l, 40);
        ts_buf_addf(b, "%u", at);
        add(l, b, ".### [2####] INFO ");
        ts_buf_add_str(b, act[draw(l, 6)]);
        add(l, b, " took=1### id=@@@@@@@@@@@@@@@@ ip=10.1##.2#.1#\n");
    }
}

static void source_code(ts_leak *l, ts_buf *b) {
    ts_buf_add_str(b, "#!/usr/bin/env python3\n\"\"\"Nightly job.\"\"\"\nimport sys, time\n\n");
    for (uint32_t i = 0, n = 8 + draw(l, 30); i < n; i++) {
        ts_buf_addf(b, "def step_%u", i);
        add(l, b, "(rows, limit=1####):\n    mask = 0x@@@@@@@@\n    return [r for r in rows if r & mask][:limit]\n\n");
    }
    ts_buf_add_str(b, "if __name__ == '__main__':\n    sys.exit(0)\n");
}

static void settings(ts_leak *l, ts_buf *b) {
    add(l, b,
        "[database]\nhost = db##.internal.example\nport = 5432\npool = 1#\n\n[backup]\nkeep_days = 2#\n"
        "serial = ##########\nwindow = 02:1#-04:00\nchecksum = @@@@@@@@@@@@@@@@@@@@@@@@\n");
}

static void policy_text(ts_leak *l, ts_buf *b) {
    static const char *const line[] = {
        "All staff must complete the annual training before the end of March.",
        "Records are kept in line with the retention schedule and reviewed each year.",
        "Requests for equipment are made on the usual form and approved by the budget holder.",
        "The NHS number is the preferred identifier and is shown on every letter and label.",
        "Fire doors are kept closed; alarms are tested on Wednesdays at ten.",
        "Date of birth, name and address are checked at each visit; see the identification policy.",
        "Any incident is reported the same day through the incident system."};
    add(l, b, "Policy 1##, version #.#\n\n");
    for (uint32_t i = 0, n = 12 + draw(l, 60); i < n; i++)
        ts_buf_addf(b, "%u. %s\n%s", i + 1, line[draw(l, 7)], i % 5 == 4 ? "\n" : "");
}

/* ---- the same as documents ---- */

static ts_letter *policy_letter(ts_leak *l) {
    ts_letter *letter = ts_arena_alloc(&l->arena, sizeof *letter);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    policy_text(l, &text);
    *letter = (ts_letter){.title = "Policy", .day = ts_date_of(2021, 5, 4) + (ts_date)draw(l, 700)};
    letter->salt = ts_dice_next(&l->c);
    letter->para[letter->paras++] = (ts_para){.kind = TS_PARA_HEAD, .text = ts_str("Policies and procedures")};
    ts_span all = ts_arena_copy(&l->arena, ts_buf_span(&text));
    for (size_t at = 0; at < all.len && letter->paras < TS_LETTER_PARAS;) {
        size_t end = ts_span_find(all, ts_str("\n"), at);
        end = end == SIZE_MAX ? all.len : end;
        if (end > at)
            letter->para[letter->paras++] = (ts_para){.kind = TS_PARA_BODY, .text = ts_slice(all, at, end - at)};
        at = end + 1;
    }
    return letter;
}

static ts_err stock_sheet(ts_leak *l, ts_buf *b) {
    enum { COLUMNS = 4 };
    uint32_t rows = 30 + draw(l, 150);
    ts_span *cell = ts_arena_alloc(&l->arena, (size_t)rows * COLUMNS * sizeof *cell);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t c = 0; c < COLUMNS; c++) {
            ts_buf_clear(&text);
            if (c == 0)
                ts_buf_addf(&text, "%u", 1000000000u + draw(l, 3000000000u));
            else if (c == 1)
                ts_buf_addf(&text, "%s", ts_names_company(&l->c));
            else
                ts_buf_addf(&text, "%u", draw(l, c == 2 ? 5000 : 90));
            cell[i * COLUMNS + c] = ts_arena_copy(&l->arena, ts_buf_span(&text));
        }
    ts_table t = {.name = "stock",
                  .title = "Stock",
                  .head = {"Batch", "Maker", "Quantity", "Bin"},
                  .columns = COLUMNS,
                  .rows = rows,
                  .type = {TS_CELL_NUMBER, TS_CELL_TEXT, TS_CELL_NUMBER, TS_CELL_NUMBER},
                  .cell = cell,
                  .day = ts_date_of(2022, 2, 1)};
    return ts_write_xlsx(b, &t, 0, false);
}

ts_err ts_leak_noise(ts_leak *l, const ts_place *p) {
    static const struct {
        const char *stem, *suffix, *format;
        void (*make)(ts_leak *, ts_buf *);
    } kind[] = {{"calls", "csv", "csv", call_log},       {"invoices", "csv", "csv", invoices},
                {"price list", "txt", "csv", prices},    {"server", "log", "plain", server_log},
                {"nightly", "py", "plain", source_code}, {"app", "ini", "plain", settings},
                {"policy", "txt", "plain", policy_text}, {"policy", "docx", "docx", NULL},
                {"policy", "pdf", "pdf", NULL},          {"policy", "html", "html", NULL},
                {"stock", "xlsx", "xlsx", NULL}};
    enum { WITH_LIBRARY = 7, KINDS = 11 };
    uint32_t k = l->noises++ % KINDS;
    ts_date day = ts_date_of(2019, 6, 1) + (ts_date)draw(l, 1500);
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, bytes = {0};
    if (k < WITH_LIBRARY)
        kind[k].make(l, &bytes);
    else if (k == WITH_LIBRARY)
        ts_write_docx_letter(&bytes, policy_letter(l));
    else if (k == WITH_LIBRARY + 1)
        TS_TRY(ts_write_pdf_letter(&bytes, policy_letter(l)));
    else if (k == WITH_LIBRARY + 2)
        ts_write_html_letter(&bytes, policy_letter(l));
    else
        TS_TRY(stock_sheet(l, &bytes));
    ts_buf_add(&name, ts_leak_folder(l, p, day, draw(l, 2) ? TS_SYSTEM_NONE : TS_SYSTEM_SUPPLIERS));
    ts_buf_addf(&name, "%s %u.%s", kind[k].stem, l->serial, kind[k].suffix);
    return ts_leak_put(l, p, ts_buf_span(&name), kind[k].format, NULL, ts_buf_span(&bytes), day);
}

/* ---- broken on purpose ---- */

static ts_err small_zip(ts_leak *l, const char *password, ts_buf *out) {
    ts_packer z = {.pack = TS_PACK_ZIP, .password = password};
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    invoices(l, &text);
    ts_packer_add(&z, ts_str("invoices.csv"), ts_buf_span(&text), ts_date_of(2022, 3, 1));
    return ts_packer_finish(&z, out);
}

ts_err ts_leak_broken(ts_leak *l, const ts_place *p) {
    static const struct {
        const char *name, *format, *reason;
    } kind[] = {{"empty.csv", "plain", NULL},
                {"cut.zip", "zip", "truncated|corrupt"},
                {"core.bin", "binary", "unsupported|corrupt"},
                {"locked.zip", "zip", "encrypted"},
                {"cut.gz", "gz", "truncated|corrupt"},
                {"scan.pdf", "pdf", "corrupt|truncated|unsupported|crashed"},
                {"empty.zip", "plain", NULL}};
    uint32_t k = l->broken++ % 7;
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, bytes = {0}, text = {0};
    switch (k) {
    case 1:
        TS_TRY(small_zip(l, NULL, &bytes));
        bytes.len = bytes.len * 3 / 5;
        break;
    case 2:
        for (int i = 0; i < 600; i++)
            ts_buf_add_u64le(&bytes, ts_dice_next(&l->c));
        break;
    case 3:
        TS_TRY(small_zip(l, "Winter2021", &bytes));
        break;
    case 4:
        server_log(l, &text);
        TS_TRY(ts_write_gz(&bytes, ts_buf_span(&text)));
        bytes.len = bytes.len * 3 / 5;
        break;
    case 5:
        ts_buf_add_str(&bytes, "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\n");
        for (int i = 0; i < 40; i++)
            ts_buf_add_u64le(&bytes, ts_dice_next(&l->c));
        break;
    default:
        break;
    }
    ts_buf_add(&name, ts_leak_folder(l, p, ts_date_of(2022, 1, 1), TS_SYSTEM_NONE));
    ts_buf_addf(&name, "%u-%s", l->serial, kind[k].name);
    return ts_leak_put(l, p, ts_buf_span(&name), kind[k].format, kind[k].reason, ts_buf_span(&bytes),
                       ts_date_of(2022, 1, 1));
}
