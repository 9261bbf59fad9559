/* online_test.c - internet addresses and names on social networks, and what only looks like them. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(an_internet_address_is_told_by_its_digits_or_its_label) {
    static const kind_row rows[] = {
        {"logged in from 203.0.113.77 at 10:30", TS_KIND_IP_ADDRESS, "203.0.113.77", 70, 95},
        {"203.0.113.5 - - [12/Mar/2024:10:00:00]", TS_KIND_IP_ADDRESS, "203.0.113.5", 85, 95},
        {"IP address: 10.0.0.1", TS_KIND_IP_ADDRESS, "10.0.0.1", 95, 100},
        {"client ip=10.0.0.1", TS_KIND_IP_ADDRESS, "10.0.0.1", 95, 100},
        {"Address: 198.51.100.17", TS_KIND_IP_ADDRESS, "198.51.100.17", 85, 95}, /* no street */
        {"http://198.51.100.23:8080/x", TS_KIND_IP_ADDRESS, "198.51.100.23", 85, 95},
        {"IP: 198.51.100.23/32", TS_KIND_IP_ADDRESS, "198.51.100.23", 95, 100},
        {"it is 1.2.3.4 here", TS_KIND_IP_ADDRESS, "1.2.3.4", 10, 40}, /* a version as well as an address */
        {"rev of 1.110.2.190 mine", TS_KIND_IP_ADDRESS, "1.110.2.190", 10, 40},
        {"from 2001:db8:0:0::7 port", TS_KIND_IP_ADDRESS, "2001:db8::7", 85, 95},
        {"from 2A02:C7F:1:2:3:4:5:6.", TS_KIND_IP_ADDRESS, "2a02:c7f:1:2:3:4:5:6", 85, 95},
        {"IP address: fe80::1", TS_KIND_IP_ADDRESS, "fe80::1", 95, 100},
    };
    HOLD(rows);
}

TEST(versions_sections_networks_and_times_are_no_internet_addresses) {
    static const kind_row rows[] = {
        {"version 192.168.17.12 is out", TS_KIND_IP_ADDRESS, NULL},
        {"see section 10.11.12.13", TS_KIND_IP_ADDRESS, NULL},
        {"libx-192.168.17.12.so", TS_KIND_IP_ADDRESS, NULL},
        {"tool_192.168.17.12-3ubuntu1", TS_KIND_IP_ADDRESS, NULL},
        {"(192.168.17.12-3)", TS_KIND_IP_ADDRESS, NULL},
        {"pool/192.168.17.12", TS_KIND_IP_ADDRESS, NULL},
        {"1.3.6.1.4.1.311", TS_KIND_IP_ADDRESS, NULL}, /* an object identifier */
        {"mid 192.168.17.256 x", TS_KIND_IP_ADDRESS, NULL},
        {"mid 192.168.017.25 x", TS_KIND_IP_ADDRESS, NULL},
        {"net 192.168.17.0/24 x", TS_KIND_IP_ADDRESS, NULL},
        {"at 2001:10:30 or 23:59:59", TS_KIND_IP_ADDRESS, NULL},
        {"mac 20:01:0d:b8:00:01", TS_KIND_IP_ADDRESS, NULL},
        {"2001:db8::/32 is for papers", TS_KIND_IP_ADDRESS, NULL},
        {"std 2001::vector", TS_KIND_IP_ADDRESS, NULL},
    };
    HOLD(rows);
}

TEST(what_is_nobodys_machine_is_a_placeholder) {
    ts_norm norm;
    const ts_detector *d = ts_detector_of(TS_KIND_IP_ADDRESS);
    static const char *const none[] = {"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1"};
    for (size_t i = 0; i < TEST_COUNT(none); i++)
        CHECK_ROW(d->normal(ts_str(none[i]), &norm) && d->placeholder(&norm), none[i]);
    CHECK(d->normal(ts_str("203.0.113.77"), &norm) && !d->placeholder(&norm) && d->reserved(&norm));
    CHECK(d->normal(ts_str("10.1.2.3"), &norm) && !d->placeholder(&norm) && !d->reserved(&norm));
}

TEST(a_profile_or_a_labelled_name_is_somebody_on_a_network) {
    static const kind_row rows[] = {
        {"see https://twitter.com/Jane_X?lang=en now", TS_KIND_SOCIAL_HANDLE, "@jane_x", 60, 75},
        {"https://www.linkedin.com/in/jane-example-1/", TS_KIND_SOCIAL_HANDLE, "@jane-example-1", 60, 75},
        {"https://www.tiktok.com/@jane.x", TS_KIND_SOCIAL_HANDLE, "@jane.x", 60, 75},
        {"Twitter: @jane_x", TS_KIND_SOCIAL_HANDLE, "@jane_x", 90, 95},
        {"Instagram @jane.example.", TS_KIND_SOCIAL_HANDLE, "@jane.example", 90, 95},
        {"Facebook: https://www.facebook.com/jane.x", TS_KIND_SOCIAL_HANDLE, "@jane.x", 90, 95},
        {"Twitter: twitter.com/jane_x", TS_KIND_SOCIAL_HANDLE, "@jane_x", 90, 95},
    };
    HOLD(rows);
}

TEST(annotations_pages_and_mail_are_no_handles) {
    static const kind_row rows[] = {
        {"@param jane the name", TS_KIND_SOCIAL_HANDLE, NULL},
        {"@media screen", TS_KIND_SOCIAL_HANDLE, NULL},
        {"ask the @jane_x of it", TS_KIND_SOCIAL_HANDLE, NULL},
        {"mail jane@mail.example", TS_KIND_SOCIAL_HANDLE, NULL},
        {"Twitter: jane@mail.example", TS_KIND_SOCIAL_HANDLE, NULL},
        {"https://twitter.com/share?url=x", TS_KIND_SOCIAL_HANDLE, NULL},
        {"https://twitter.com/hashtag/x", TS_KIND_SOCIAL_HANDLE, NULL},
        {"https://twitter.com/", TS_KIND_SOCIAL_HANDLE, NULL},
        {"https://nottwitter.com/jane", TS_KIND_SOCIAL_HANDLE, NULL},
        {"https://www.linkedin.com/company/example", TS_KIND_SOCIAL_HANDLE, NULL},
        {"Twitter: not given", TS_KIND_SOCIAL_HANDLE, NULL},
        {"Twitter: Announcements", TS_KIND_SOCIAL_HANDLE, NULL},
    };
    HOLD(rows);
}

TEST(an_internet_address_alone_makes_no_person) {
    ts_segment s = test_text_of("IP address: 203.0.113.77, Twitter: @jane_x\n");
    ts_findings f = test_find(&s, NULL);
    CHECK(f.mentions == 2 && f.sightings == 0);
    ts_findings_done(&f);
    s = test_text_of("Name: Jane Example\nDOB: 12/03/1980\nIP address: 203.0.113.77\n");
    f = test_find(&s, NULL);
    CHECK(f.sightings == 1 && (f.sighting[0].categories & TS_CAT_ONLINE));
    ts_findings_done(&f);
}

TEST(columns_of_addresses_and_handles_are_told_by_their_names) {
    static test_table t;
    test_table_of(&t, "Surname\tForename\tTwitter\tLast IP\n"
                      "Smith\tJane\tjane_x\t10.0.0.1\nJones\tAnn\tannj\t10.0.0.2\nPatel\tRaj\t@raj.p\t10.0.0.3\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_SOCIAL_HANDLE, "@annj") && test_mention(&f, TS_KIND_SOCIAL_HANDLE, "@raj.p"));
    CHECK(test_mention(&f, TS_KIND_IP_ADDRESS, "10.0.0.3") && f.sightings == 3);
    CHECK(f.sightings > 0 && (f.sighting[0].categories & TS_CAT_ONLINE) && (f.sighting[0].categories & TS_CAT_CONTACT));
    ts_findings_done(&f);
}
