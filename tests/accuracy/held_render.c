/* held_render.c - the little language of the templates and the word banks that
 * it draws from.
 *
 * A template's own words are written as they stand.  Between [[ and ]] stands:
 *   p.field      a field of a person; the letter says which (p patient, q kin,
 * c clinician, g GP, s t a staff, r row ...) name         an entry of a bank,
 * or a value made by that name (name:argument) ?a|b|c       one of these
 *   =kind|text   text that is a value of that kind; ~kind|text, that one might call so or not
 *   -text        text whose values are not marked
 *   *2-5|text    text some times over, each time with another r and k
 *   ^text        in capitals
 *   >text        as quoted in an answer to a mail
 * All of it nests.
 */
#include "held.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

form forms[MAX_TEMPLATES];
size_t form_count;
static bank banks[MAX_BANKS];
static size_t bank_count;
static const char *kept[MAX_BANKS];

/* ---- files ---- */

char *file_read(const char *dir, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *in = fopen(path, "rb");
    if (!in)
        stop("cannot read %s", path);
    text t = {0};
    text_add(&t, "", 0);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, in)) > 0;)
        text_add(&t, part, n);
    fclose(in);
    return t.data;
}

static const char *const form_files[] = {
    "letters.tpl", "hospital.tpl", "community.tpl", "forms.tpl",  "mail.tpl", "office.tpl", "systems.tpl",
    "coded.tpl",   "lists.tpl",    "traps.tpl",     "traps2.tpl", "more.tpl", NULL};

/* A file of templates: "%% name class extension [flags]" (trap, nowrap, pF: p is a woman), then the text up to
 * the next. */
void forms_load(const char *dir) {
    for (int f = 0; form_files[f]; f++) {
        char *all = file_read(dir, form_files[f]), *head = strstr(all, "%% ");
        while (head) {
            if (form_count == MAX_TEMPLATES)
                stop("too many templates");
            form *one = &forms[form_count++];
            char *end = strchr(head + 3, '\n');
            if (!end)
                stop("a template without a body: %s", head + 3);
            *end = 0;
            if (sscanf(head + 3, "%47s %7s %7s %63[^\n]", one->name, one->kind, one->extension, one->flags) < 3)
                stop("bad head of a template: %s", head + 3);
            one->body = end + 1;
            head = strstr(end + 1, "\n%% ");
            if (head)
                *++head = 0; /* ends the body after its last line; the head is read from
                        its fourth byte on */
        }
    }
}

/* A file of banks: "@name [kept] [=kind or ~kind]", then one entry a line; lines of "# "
 * are notes. */
void banks_load(const char *dir) {
    char *rest = file_read(dir, "words.txt"), *line;
    bank *b = NULL;
    size_t room = 0;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line || (line[0] == '#' && line[1] == ' '))
            continue;
        if (*line == '@') {
            if (bank_count == MAX_BANKS)
                stop("too many banks");
            b = &banks[bank_count++];
            room = 0;
            char word[2][32] = {{0}, {0}};
            sscanf(line, "@%31s %31s %31s", b->name, word[0], word[1]);
            for (int i = 0; i < 2; i++) {
                if (!strcmp(word[i], "kept"))
                    b->kept = true;
                else if (word[i][0] == '=' || word[i][0] == '~')
                    snprintf(b->kind, sizeof b->kind, "%.31s", word[i] + (word[i][0] == '='));
            }
            continue;
        }
        if (!b)
            stop("an entry before the first bank");
        if (b->entries == room) {
            room = room ? room * 2 : 16;
            b->entry = realloc(b->entry, room * sizeof *b->entry);
            if (!b->entry)
                stop("no memory");
        }
        b->entry[b->entries++] = line;
    }
}

const bank *bank_find(const char *name, size_t n) {
    for (size_t i = 0; i < bank_count; i++)
        if (strlen(banks[i].name) == n && !memcmp(banks[i].name, name, n))
            return &banks[i];
    return NULL;
}

const char *bank_pick(const char *name) {
    const bank *b = bank_find(name, strlen(name));
    if (!b || !b->entries)
        stop("no bank %s", name);
    size_t i = (size_t)(b - banks);
    if (b->kept && kept[i])
        return kept[i];
    return kept[i] = b->entry[below((uint32_t)b->entries)];
}

bool passage_is_trap;
const char *passage_flags;

void passage_begin(bool trap, const char *flags) {
    passage_is_trap = trap;
    passage_flags = flags;
    memset(kept, 0, sizeof kept);
    people_begin();
    dates_begin();
}

/* ---- rendering ---- */

enum { DEEP = 24, TAG = 16384 };

static void render_span(text *t, const char *s, const char *e, int depth, bool words_are_values);

static const char *tag_end(const char *s, const char *e) {
    int open = 0;
    for (; s + 1 < e; s++) {
        if (s[0] == '[' && s[1] == '[') {
            open++;
            s++;
        } else if (s[0] == ']' && s[1] == ']') {
            if (!open)
                return s;
            open--;
            s++;
        }
    }
    return NULL;
}

/* The next '|' of this tag, not of one within it. */
static const char *bar(const char *s, const char *e) {
    int open = 0;
    for (; s < e; s++) {
        if (s + 1 < e && s[0] == '[' && s[1] == '[')
            open++, s++;
        else if (s + 1 < e && s[0] == ']' && s[1] == ']')
            open--, s++;
        else if (*s == '|' && !open)
            return s;
    }
    return e;
}

static const char *kind_name(const char *s, const char *e) {
    static char names[128][32];
    static size_t count;
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == (size_t)(e - s) && !memcmp(names[i], s, (size_t)(e - s)))
            return names[i];
    if (count == 128 || e - s > 31)
        stop("too many kinds");
    memcpy(names[count], s, (size_t)(e - s));
    return names[count++];
}

const char *kind_may(const char *kind) {
    char name[32];
    if (*kind == '~')
        return kind;
    int n = snprintf(name, sizeof name, "~%.30s", kind);
    return kind_name(name, name + n);
}

static void one_of(text *t, const char *s, const char *e, int depth, bool values) {
    const char *from[64], *to[64];
    uint32_t n = 0;
    for (const char *at = s;; at = to[n - 1] + 1) {
        if (n == 64)
            stop("too many choices");
        from[n] = at;
        to[n] = bar(at, e);
        if (to[n++] == e)
            break;
    }
    uint32_t i = below(n);
    render_span(t, from[i], to[i], depth, values);
}

static void repeated(text *t, const char *s, const char *e, int depth, bool values) {
    int low, high, used;
    if (sscanf(s, "%d-%d|%n", &low, &high, &used) != 2)
        stop("bad repeat: %.40s", s);
    for (int n = between(low, high); n > 0; n--) {
        person_renew('r');
        person_renew('k');
        render_span(t, s + used, e, depth, values);
    }
}

static void changed(text *t, const char *s, const char *e, int depth, bool values, enum text_change how) {
    text part = {.escape = t->escape};
    render_span(&part, s, e, depth, values);
    text_change(t, &part, how, 0);
    text_free(&part);
}

static void named(text *t, const char *s, const char *e, int depth) {
    char name[96];
    if (e - s >= (ptrdiff_t)sizeof name)
        stop("no such tag: %.60s", s);
    memcpy(name, s, (size_t)(e - s));
    name[e - s] = 0;
    if ((name[0] == 'd' || name[0] == 'x') && name[1] == '.') { /* a date in a style: d. of a record, x. nobody's */
        char day[2] = {name[0], 0};
        value_put(t, day, name + 2);
        return;
    }
    if (name[0] && name[1] == '.' && person_put(t, person_at(name[0]), name + 2))
        return;
    const bank *b = bank_find(name, strlen(name));
    if (b) {
        const char *entry = bank_pick(name);
        size_t opened = b->kind[0] ? text_open(t, b->kind) : 0;
        render_span(t, entry, entry + strlen(entry), depth, true);
        if (b->kind[0])
            text_close(t, opened);
        return;
    }
    char *argument = strchr(name, ':');
    if (argument)
        *argument++ = 0;
    if (!value_put(t, name, argument ? argument : "") && !code_put(t, name, argument ? argument : ""))
        stop("no such tag: %s", name);
}

static void tag(text *t, const char *s, const char *e, int depth, bool values) {
    if (depth > DEEP)
        stop("templates nest too deep");
    switch (*s) {
    case '?':
        one_of(t, s + 1, e, depth, values);
        break;
    case '*':
        repeated(t, s + 1, e, depth, values);
        break;
    case '^':
        changed(t, s + 1, e, depth, values, TO_UPPER);
        break;
    case '>':
        changed(t, s + 1, e, depth, values, TO_QUOTED);
        break;
    case '-':
        t->quiet++;
        render_span(t, s + 1, e, depth, values);
        t->quiet--;
        break;
    case '~':
    case '=': {
        const char *b = bar(s, e);
        size_t opened = text_open(t, kind_name(s + (*s == '='), b));
        render_span(t, b + 1, e, depth, values);
        text_close(t, opened);
        break;
    }
    default:
        named(t, s, e, depth);
    }
}

static void render_span(text *t, const char *s, const char *e, int depth, bool words_are_values) {
    while (s < e) {
        const char *open = s;
        while (open + 1 < e && !(open[0] == '[' && open[1] == '['))
            open++;
        if (open + 1 >= e)
            open = e;
        if (open > s) {
            char word[TAG];
            if (words_are_values && (size_t)(open - s) < sizeof word) {
                memcpy(word, s, (size_t)(open - s));
                word[open - s] = 0;
                text_value(t, word);
            } else {
                text_add(t, s, (size_t)(open - s));
            }
        }
        if (open == e)
            return;
        const char *close = tag_end(open + 2, e);
        if (!close)
            stop("a tag without its end: %.60s", open);
        tag(t, open + 2, close, depth + 1, words_are_values);
        s = close + 2;
    }
}

void render(text *t, const char *body) { render_span(t, body, body + strlen(body), 0, false); }
