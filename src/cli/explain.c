/* explain.c - what scan --explain says of a find: the facts of the detection as sentences, or as JSON. */
#include "cli/explain.h"

/* By ts_why_what.  A sentence is `before`, the text in quotes where there is one, `middle`, the kind where `of_kind` says
 * so, `after`, and the confidence where that ends with a space. */
static const struct {
    const char *name, *before, *middle;
    bool of_kind;
    const char *after;
} fact[TS_WHY_WHATS] = {
    [TS_WHY_ALONE] = {"alone", "by itself, with nothing around it:", "", false, " "},
    [TS_WHY_CHECK_HOLDS] = {"check-holds", "its check holds", "", false, ""},
    [TS_WHY_CHECK_FAILS] = {"check-fails", "its check FAILS", ", but it is said to be one", false, ""},
    [TS_WHY_LABEL] = {"label", "the label before it", " says ", true, ""},
    [TS_WHY_COLUMN] = {"column", "its column", " was taken for ", true, ": "},
    [TS_WHY_AROUND] = {"around", "what stands around it makes that", "", false, " "},
    [TS_WHY_CHANCE] = {"chance", "most numbers of ten digits there fail the check: it fits by chance", "", false, ""},
    [TS_WHY_PERSON] = {"person", "it counts because a person is named near it", "", false, ""},
    [TS_WHY_ABOUT] = {"about", "it is of the", "", false, ""},
    [TS_WHY_PLACEHOLDER] = {"placeholder", "it is test or default data", "", false, ""},
    [TS_WHY_AMBIGUOUS] = {"ambiguous", "it reads two ways", "", false, ""},
    [TS_WHY_DAMAGED] = {"damaged", "it lost its leading zero", "", false, ""},
    [TS_WHY_PARTIAL] = {"partial", "only a part of it is shown", "", false, ""},
    [TS_WHY_MISREAD] = {"misread", "letters and digits in it were taken for each other", "", false, ""},
    [TS_WHY_OTHER_LESS] = {"other-less", "else it could be ", "", true, ": "},
    [TS_WHY_OTHER_CHECK] = {"other-check", "no ", "", true, ": the form fits, the check or range fails"},
    [TS_WHY_OTHER_SAID] = {"other-said", "no ", "", true, ": the form fits, but only a label or a column makes it one"},
    [TS_WHY_OTHER_REFUSED] = {"other-refused", "no ", "", true,
                              ": form and check fit, but what stands around it does not make it one"},
};

static ts_span kind_of(const ts_why *w, const ts_span *kind) {
    static const char none[] = "that it is something else";
    return w->kind ? kind[w->kind] : (ts_span){none, sizeof none - 1};
}

static bool has_confidence(const ts_why *w) {
    const char *after = fact[w->what].after;
    return *after && after[strlen(after) - 1] == ' ';
}

static void sentence(output *o, const ts_why *w, const ts_span *kind) {
    out_str(o, "\n    ");
    out_str(o, fact[w->what].before);
    if (w->text.len > 0) {
        out_str(o, " \"");
        out_terminal(o, w->text);
        out_str(o, "\"");
    }
    out_str(o, fact[w->what].middle);
    if (fact[w->what].of_kind)
        out_span(o, kind_of(w, kind));
    out_str(o, fact[w->what].after);
    if (has_confidence(w))
        out_percent(o, w->confidence);
}

void explain_find(output *o, ts_span path, const ts_read_mention *m, const ts_kind_row *kind, bool show) {
    out_terminal(o, path);
    out_terminal(o, m->beside->locator);
    out_str(o, " ");
    if (show)
        out_terminal(o, m->value);
    else
        out_masked(o, m->value);
    out_str(o, " is ");
    out_str(o, kind->name);
    out_str(o, m->valid ? ", " : ", not valid, ");
    out_percent(o, m->confidence);
    out_str(o, "\n    ");
    const char *const rule[] = {kind->summary, kind->source ? " [" : "", kind->source ? kind->source : "",
                                kind->source ? "]" : ""};
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
        out_terminal(o, (ts_span){rule[i], strlen(rule[i])}); /* a pack's words are its writer's */
}

void explain_facts(output *o, ts_span path, bool found, const ts_why *why, size_t n, const ts_span *kind) {
    if (!found) {
        out_terminal(o, path);
        out_str(o, " holds nothing that is looked for");
    }
    for (size_t i = 0; i < n; i++)
        sentence(o, &why[i], kind);
}

void explain_facts_json(output *o, ts_span path, bool found, const ts_why *why, size_t n, const ts_span *kind) {
    if (!found) {
        out_str(o, "{\"path\":");
        out_json(o, path);
    }
    out_str(o, ",\"why\":[");
    for (size_t i = 0; i < n; i++) {
        out_str(o, i ? ",{\"what\":\"" : "{\"what\":\"");
        out_str(o, fact[why[i].what].name);
        out_str(o, "\"");
        if (why[i].kind) {
            out_str(o, ",\"kind\":\"");
            out_span(o, kind[why[i].kind]);
            out_str(o, "\"");
        }
        if (has_confidence(&why[i])) {
            out_str(o, ",\"confidence\":");
            out_percent(o, why[i].confidence);
        }
        if (why[i].text.len > 0) {
            out_str(o, ",\"text\":");
            out_json(o, why[i].text);
        }
        out_str(o, "}");
    }
    out_str(o, "]}");
}
