/* truth.c - what was planted, written beside the world for the scorer (docs/synth.md). */
#include "synth/truth.h"

#include "base/digest.h"
#include "base/json.h"
#include "synth/write.h"

enum { CHILD_DAYS = 17 * 365 };

void ts_truth_init(ts_truth *t) {
    *t = (ts_truth){.digest = ts_map_new(), .person = ts_map_new(), .claimed = {.person = ts_map_new()}};
    ts_buf_add_str(&t->sightings, TS_TRUTH_SIGHTING_HEAD);
    ts_buf_add_str(&t->files, "path,format,kind,readable,reason,bytes,same_as\n");
    ts_buf_add_str(&t->tables, "path,part,kind,layout,as_of,rows\n");
}

void ts_truth_done(ts_truth *t) {
    ts_buf_done(&t->sightings);
    ts_buf_done(&t->files);
    ts_buf_done(&t->tables);
    ts_buf_done(&t->first);
    ts_map_free(t->digest);
    ts_map_free(t->person);
    ts_map_free(t->claimed.person);
    *t = (ts_truth){0};
}

void ts_csv_cell(ts_buf *out, ts_span cell) {
    bool quote = cell.len > 0 && (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ');
    for (size_t i = 0; i < cell.len && !quote; i++)
        quote = cell.ptr[i] == ',' || cell.ptr[i] == '"' || cell.ptr[i] == '\n' || cell.ptr[i] == '\r';
    if (!quote) {
        ts_buf_add(out, cell);
        return;
    }
    ts_buf_add_char(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"')
            ts_buf_add_char(out, '"');
        ts_buf_add_char(out, cell.ptr[i]);
    }
    ts_buf_add_char(out, '"');
}

static void cell(ts_buf *out, const char *text) {
    ts_csv_cell(out, ts_str(text));
    ts_buf_add_char(out, ',');
}

static void date_cell(ts_buf *out, ts_date d) {
    char iso[11] = "";
    if (d != TS_NO_DATE)
        ts_date_print(d, iso);
    cell(out, iso);
}

void ts_truth_sighting_line(ts_buf *b, const ts_world *w, const ts_planted_row *p) {
    static const char *const verdict[] = {"genuine", "altered", "unknown", "placeholder"};
    const ts_system_facts *f = p->ours ? ts_system_facts_of(p->record->system) : NULL;
    ts_csv_cell(b, p->path);
    ts_buf_add_char(b, ',');
    cell(b, p->part);
    ts_buf_addf(b, "%u,%s,%s,%s,", p->row, p->shape, verdict[p->what], ts_alteration_name(p->altered));
    for (int i = 0, n = 0; i < TS_SNAPSHOTS; i++)
        if (p->fits >> i & 1) {
            char iso[11];
            ts_date_print(w->snapshot[i], iso);
            ts_buf_addf(b, "%s%s", n++ ? ";" : "", iso);
        }
    ts_buf_add_char(b, ',');
    date_cell(b, p->as_of);
    ts_buf_addf(b, "%s,%s,%u,", p->ours ? "yes" : "no", p->held ? "yes" : "no", p->record->person);
    cell(b, f ? f->organisation : "");
    cell(b, f ? f->system : "");
    cell(b, p->record->nhs);
    cell(b, p->record->surname);
    char iso[11] = "";
    if (p->record->birth != TS_NO_DATE)
        ts_date_print(p->record->birth, iso);
    ts_buf_addf(b, "%s\n", iso);
}

bool ts_planted_child(const ts_record *r, ts_date on) {
    return r->birth != TS_NO_DATE && on != TS_NO_DATE && on >= r->birth && on - r->birth < CHILD_DAYS;
}

/* What claims can be made of. */
static void note_claimed(ts_truth *t, const ts_planted_row *p) {
    if (!p->ours || !p->record->person)
        return;
    bool added, child = ts_planted_child(p->record, p->as_of);
    t->claimed.altered[p->record->system] += p->what == TS_PLANTED_ALTERED;
    if (p->what != TS_PLANTED_GENUINE)
        return;
    t->claimed.genuine[p->record->system]++;
    t->claimed.children += child;
    (void)ts_map_slot(t->claimed.person, ts_span_of(&p->record->person, sizeof p->record->person), &added);
}

void ts_truth_sighting(ts_truth *t, const ts_world *w, const ts_planted_row *p) {
    ts_truth_sighting_line(&t->sightings, w, p);
    t->planted[p->what]++;
    note_claimed(t, p);
    if (p->what != TS_PLANTED_PLACEHOLDER) {
        bool added;
        *ts_map_slot(t->person, ts_span_of(&p->record->person, sizeof p->record->person), &added) = p->held;
    }
    if (!p->ours && p->held)
        t->region_held++;
}

bool ts_truth_file(ts_truth *t, ts_span path, const char *format, const char *kind, const char *reason, ts_span bytes) {
    ts_digest d;
    ts_sha256_of(bytes, &d);
    bool added;
    uint64_t *slot = ts_map_slot(t->digest, ts_span_of(d.byte, sizeof d.byte), &added);
    ts_csv_cell(&t->files, path);
    ts_buf_addf(&t->files, ",%s,%s,%s,%s,%zu,", format, kind, reason ? "no" : "yes", reason ? reason : "", bytes.len);
    if (added) {
        *slot = t->first.len;
        ts_csv_cell(&t->first, path);
        ts_buf_add_char(&t->first, '\n');
    } else {
        ts_span at = ts_slice(ts_buf_span(&t->first), *slot, SIZE_MAX - *slot);
        ts_buf_add(&t->files, ts_slice(at, 0, ts_span_find(at, ts_str("\n"), 0)));
        t->duplicates++;
    }
    ts_buf_add_char(&t->files, '\n');
    t->unreadable += reason != NULL;
    if (reason && bytes.len && !t->claimed.unread_known) {
        t->claimed.unread = d;
        t->claimed.unread_known = true;
    }
    if (strcmp(kind, "container") == 0)
        t->containers++;
    else
        t->leaves++;
    return !added;
}

void ts_truth_table(ts_truth *t, ts_span path, const char *part, const char *kind, const char *layout, ts_date as_of,
                    uint32_t rows) {
    ts_csv_cell(&t->tables, path);
    ts_buf_add_char(&t->tables, ',');
    cell(&t->tables, part);
    cell(&t->tables, kind);
    cell(&t->tables, layout);
    date_cell(&t->tables, as_of);
    ts_buf_addf(&t->tables, "%u\n", rows);
}

static void people(const ts_truth *t, const ts_world *w, ts_buf *out, uint64_t *held) {
    ts_buf_add_str(out, "person,held,invented\n");
    size_t at = 0;
    ts_span key;
    uint64_t value;
    *held = 0;
    while (ts_map_next(t->person, &at, &key, &value)) {
        uint32_t id;
        memcpy(&id, key.ptr, sizeof id);
        ts_buf_addf(out, "%u,%s,%s\n", id, value ? "yes" : "no", id > w->humans ? "yes" : "no");
        *held += value;
    }
}

static void summary(const ts_truth *t, const ts_world *w, uint32_t files, uint64_t held, ts_buf *out) {
    static const char *const name[] = {"genuine", "altered", "unknown", "placeholder"};
    ts_json j;
    ts_json_init(&j, out, true);
    ts_json_open(&j, '{');
    ts_json_key(&j, "schema"), ts_json_str(&j, "touchstone.truth/1");
    ts_json_key(&j, "people"), ts_json_uint(&j, w->held);
    ts_json_key(&j, "files"), ts_json_uint(&j, files);
    ts_json_key(&j, "style"), ts_json_uint(&j, w->style);
    ts_json_key(&j, "region"), ts_json_uint(&j, w->humans);
    ts_json_key(&j, "planted");
    ts_json_open(&j, '{');
    for (int i = 0; i < TS_PLANTED_KINDS; i++)
        ts_json_key(&j, name[i]), ts_json_uint(&j, t->planted[i]);
    ts_json_close(&j, '}');
    ts_json_key(&j, "people_in_leak"), ts_json_uint(&j, ts_map_count(t->person));
    ts_json_key(&j, "people_in_leak_held"), ts_json_uint(&j, held);
    ts_json_key(&j, "region_rows_of_held_people"), ts_json_uint(&j, t->region_held);
    ts_json_key(&j, "rows_with_a_slip"), ts_json_uint(&j, t->retyped);
    ts_json_key(&j, "leaves"), ts_json_uint(&j, t->leaves);
    ts_json_key(&j, "containers"), ts_json_uint(&j, t->containers);
    ts_json_key(&j, "duplicates"), ts_json_uint(&j, t->duplicates);
    ts_json_key(&j, "unreadable"), ts_json_uint(&j, t->unreadable);
    ts_json_close(&j, '}');
    ts_buf_add_char(out, '\n');
}

ts_err ts_truth_save(const ts_truth *t, const ts_world *w, uint32_t files, const char *dir) {
    TS_AUTO(ts_buf, ts_buf_done) persons = {0}, facts = {0};
    uint64_t held;
    people(t, w, &persons, &held);
    summary(t, w, files, held, &facts);
    TS_TRY(ts_save_file(dir, "truth/sightings.csv", ts_buf_span(&t->sightings)));
    TS_TRY(ts_save_file(dir, "truth/files.csv", ts_buf_span(&t->files)));
    TS_TRY(ts_save_file(dir, "truth/tables.csv", ts_buf_span(&t->tables)));
    TS_TRY(ts_save_file(dir, "truth/people.csv", ts_buf_span(&persons)));
    return ts_save_file(dir, "truth/summary.json", ts_buf_span(&facts));
}
