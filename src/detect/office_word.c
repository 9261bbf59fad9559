/* office_word.c - words of offices, posts and firms. */
#include "detect/office_word.h"

#include "text/words.h"

bool ts_is_office_word(ts_span word) {
    static ts_word_set offices = {
        .words =
            " HOSPITAL SURGERY CLINIC CENTRE CENTER PRACTICE DEPARTMENT DEPT WARD TRUST SCHOOL COLLEGE UNIVERSITY "
            "COUNCIL LTD LIMITED PLC OFFICE PHARMACY HEALTH NHS SERVICE SERVICES TEAM GROUP CHURCH CHARITY "
            "SOLICITORS CONSULTANT SURGEON MANAGER DIRECTOR OFFICER NURSE SECRETARY REGISTRAR SISTER HEAD LEAD "
            "CHAIR CHAIRMAN TREASURER TRUSTEE ADMINISTRATOR PARTNER PARTNERS PHYSICIAN CONFIDENTIAL PRIVATE URGENT "
            "WORKS COMPANY FOUNDATION SOCIETY ASSOCIATION INSTITUTE LIBRARY BANK INN ARMS HOTEL FUND APPEAL "
            "HOSPICE "};
    if (word.len < 2 || word.len > 16)
        return word.len > 16;
    ts_span end = ts_slice(word, word.len - 3, 3);
    return ts_word_set_has_nocase(&offices, word) || (word.len > 6 && ts_span_eq_nocase(end, ts_str("ist")));
}
