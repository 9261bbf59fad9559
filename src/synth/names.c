/* names.c - what made-up people and places are called.
 *
 * Lists of this room's own, on purpose not those that detection knows: a reader that has learnt
 * its tests by heart should fail here.  Every character is also in Windows-1252, in which some
 * exports are written.
 */
#include "synth/names.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) ((uint32_t)(sizeof(a) / sizeof((a)[0])))

static const char *const surname[] = {
    "Smith",       "Jones",     "Williams",     "Hughes",     "Roberts",    "Taylor",     "Davies",      "Brown",
    "Johnson",     "Evans",     "Wilson",       "Thomas",     "Kelly",      "Murphy",     "Robinson",    "Wright",
    "Edwards",     "Walker",    "Green",        "Hall",       "Wood",       "Jackson",    "Clarke",      "Khan",
    "Lewis",       "Harrison",  "Turner",       "Griffiths",  "O'Neill",    "Cooper",     "Owen",        "Ward",
    "Hill",        "Moore",     "Morris",       "Parry",      "Byrne",      "Patel",      "Kavanagh",    "Rimmer",
    "Halsall",     "Rigby",     "Fazakerley",   "Molyneux",   "Ahmed",      "Ellis",      "Shaw",        "Bailey",
    "Hussain",     "Foster",    "Price",        "Lloyd",      "Pritchard",  "Doyle",      "McDonald",    "O'Brien",
    "Singh",       "Begum",     "Ali",          "Scott",      "Young",      "Dunn",       "Carter",      "Mills",
    "Lynch",       "Gerrard",   "Duffy",        "Burns",      "Kennedy",    "Fletcher",   "Barnes",      "Ashcroft",
    "Aspinall",    "Birchall",  "Blundell",     "Bebbington", "Critchley",  "Culshaw",    "Dutton",      "Fairclough",
    "Forshaw",     "Gaskell",   "Heyes",        "Houghton",   "Hulme",      "Leyland",    "Lunt",        "Mawdsley",
    "Naylor",      "Ormerod",   "Pilkington",   "Prescott",   "Rothwell",   "Seddon",     "Sefton",      "Speakman",
    "Tyrer",       "Unsworth",  "Winstanley",   "Yates",      "McCarthy",   "McLoughlin", "O'Connor",    "O'Hare",
    "Quinn",       "Rafferty",  "Sheridan",     "Tierney",    "Walsh",      "Gallagher",  "Hennessy",    "Kinsella",
    "Lally",       "Mahoney",   "Nolan",        "Noonan",     "D'Arcy",     "Fitzgerald", "FitzPatrick", "St John",
    "De Souza",    "Da Silva",  "van der Berg", "Le Roux",    "El Amin",    "Al Rashid",  "Abdi",        "Adeyemi",
    "Afolabi",     "Agarwal",   "Akhtar",       "Amin",       "Anand",      "Ansari",     "Appiah",      "Asante",
    "Aziz",        "Balogun",   "Banerjee",     "Bhatt",      "Boateng",    "Chan",       "Chaudhry",    "Cheung",
    "Choudhury",   "Chukwu",    "Das",          "Desai",      "Dhillon",    "Diallo",     "Eze",         "Farooq",
    "Fernandes",   "Ferreira",  "García",       "Gill",       "González",   "Gupta",      "Haddad",      "Hassan",
    "Ho",          "Huang",     "Ibrahim",      "Iqbal",      "Islam",      "Iyer",       "Jha",         "Joshi",
    "Kamara",      "Kapoor",    "Kaur",         "Kim",        "Kowalski",   "Krüger",     "Kumar",       "Lam",
    "Lee",         "Li",        "Lim",          "Liu",        "Mahmood",    "Malik",      "Mehta",       "Mensah",
    "Miah",        "Mirza",     "Mohamed",      "Müller",     "Nair",       "Ncube",      "Ndlovu",      "Nguyen",
    "Novák",       "Nowak",     "Núñez",        "Nwosu",      "Obi",        "Okafor",     "Okonkwo",     "Osei",
    "Owusu",       "Peña",      "Pereira",      "Pham",       "Popescu",    "Qureshi",    "Rahman",      "Raja",
    "Rao",         "Reddy",     "Rossi",        "Saeed",      "Saleh",      "Sánchez",    "Santos",      "Sesay",
    "Shah",        "Sharma",    "Sheikh",       "Šimek",      "Sørensen",   "Suleiman",   "Tan",         "Thapa",
    "Tran",        "Uddin",     "Varga",        "Wang",       "Wong",       "Wójcik",     "Wu",          "Yilmaz",
    "Yusuf",       "Zaman",     "Zhang",        "Zhou",       "Ap Rhys",    "Bevan",      "Bowen",       "Ellis-Jones",
    "Gwilym",      "Llewellyn", "Meredith",     "Morgan",     "Powell",     "Probert",    "Pugh",        "Rees",
    "Tudor",       "Vaughan",   "Abernethy",    "Buchanan",   "Carruthers", "Dalgleish",  "Farquhar",    "Galbraith",
    "Kirkpatrick", "MacLeod",   "Menzies",      "Ogilvie",    "Urquhart",   "Wauchope"};

/* Two halves make a name that few share: the long tail that real registers have. */
static const char *const front[] = {
    "Ain",  "Ald",   "Ash",   "Barn", "Bick",  "Black",  "Brad", "Bram",  "Broad", "Burs", "Cald",  "Carl",
    "Cher", "Cliff", "Col",   "Crom", "Dal",   "Den",    "Ders", "Eccle", "Elm",   "Farn", "Fen",   "Gar",
    "Gold", "Grim",  "Had",   "Hal",  "Ham",   "Hather", "Hay",  "Hazel", "Heb",   "Hol",  "Hors",  "Ivin",
    "Kel",  "Kers",  "Lang",  "Lath", "Lin",   "Lock",   "Mar",  "Mel",   "Mit",   "Net",  "North", "Oak",
    "Orm",  "Pem",   "Pick",  "Rad",  "Raven", "Rish",   "Row",  "Sax",   "Shel",  "Skel", "Stan",  "Stock",
    "Sut",  "Tar",   "Thorn", "Tot",  "Up",    "Wad",    "Wal",  "Wem",   "Whit",  "Wool"};
static const char *const back[] = {"bank",  "bourne",  "bridge", "bury", "by",    "combe", "croft", "dale",  "den",
                                   "ditch", "field",   "ford",   "gate", "grave", "ham",   "head",  "hurst", "land",
                                   "ley",   "low",     "man",    "mere", "more",  "ridge", "sall",  "shaw",  "smith",
                                   "stead", "thwaite", "ton",    "wall", "ward",  "well",  "wick",  "wood",  "worth"};

enum { DOUBLED = 1 << 20 }; /* "Hughes-Walsh": the second name in the bits above */

uint32_t ts_names_surname_draw(ts_dice *c) {
    if (ts_dice_odds(c, 25)) {
        uint32_t second = 1 + ts_dice_below(c, 127);
        return DOUBLED * second + ts_dice_below(c, 128);
    }
    if (ts_dice_odds(c, 620))
        return ts_dice_skewed(c, COUNT(surname));
    return COUNT(surname) + ts_dice_skewed(c, COUNT(front) * COUNT(back));
}

void ts_names_surname(uint32_t i, char *out, size_t size) {
    if (i >= DOUBLED) {
        snprintf(out, size, "%s-%s", surname[i % DOUBLED % COUNT(surname)], surname[i / DOUBLED % COUNT(surname)]);
    } else if (i < COUNT(surname)) {
        snprintf(out, size, "%s", surname[i]);
    } else {
        /* Multiplying by a number prime to the count scatters neighbours. */
        uint32_t k = (i - COUNT(surname)) % (COUNT(front) * COUNT(back)) * 1319 % (COUNT(front) * COUNT(back));
        snprintf(out, size, "%s%s", front[k / COUNT(back)], back[k % COUNT(back)]);
    }
}

static const char *const old_men[] = {
    "John",    "David",   "Peter",   "William",  "Michael",   "Robert", "James",   "Thomas",  "Paul",     "Alan",
    "Anthony", "Kenneth", "George",  "Brian",    "Stephen",   "Ronald", "Joseph",  "Philip",  "Keith",    "Ian",
    "Derek",   "Francis", "Colin",   "Raymond",  "Edward",    "Gerard", "Terence", "Norman",  "Leslie",   "Barry",
    "Roy",     "Gordon",  "Graham",  "Harold",   "Albert",    "Walter", "Sydney",  "Bernard", "Cyril",    "Patrick",
    "Gwyn",    "Emlyn",   "Harbans", "Mohammed", "Stanislaw", "Trevor", "Vincent", "Wilfred", "Clifford", "Dennis"};
static const char *const old_women[] = {
    "Margaret",  "Susan",    "Patricia", "Mary",       "Christine", "Jean",    "Joan",     "Elizabeth",  "Barbara",
    "Ann",       "Maureen",  "Dorothy",  "Jacqueline", "Linda",     "Sheila",  "Kathleen", "Pauline",    "Brenda",
    "Carol",     "Janet",    "Gillian",  "Marjorie",   "Irene",     "Doreen",  "Eileen",   "Veronica",   "Norma",
    "Sylvia",    "Hilda",    "Winifred", "Edith",      "Beryl",     "Audrey",  "Moira",    "Bernadette", "Siân",
    "Gwenllian", "Surinder", "Fatima",   "Rosemary",   "Vera",      "Phyllis", "Olive",    "Iris",       "Josephine",
    "Marie",     "Theresa",  "Lilian",   "Valerie",    "Judith"};
static const char *const new_men[] = {
    "Oliver", "Jack",   "Harry",   "Joshua",   "Daniel", "Thomas",  "Matthew", "Luke",     "Adam",      "Ryan",
    "Connor", "Liam",   "Callum",  "Muhammad", "Noah",   "George",  "Leo",     "Alfie",    "Freddie",   "Archie",
    "Oscar",  "Theo",   "Jude",    "Isaac",    "Ethan",  "Logan",   "Kai",     "Dylan",    "Rhys",      "Ieuan",
    "Owain",  "Aidan",  "Declan",  "Cillian",  "Zayn",   "Ibrahim", "Yusuf",   "Aarav",    "Arjun",     "Kwame",
    "Tobi",   "Jayden", "Tyler",   "Reece",    "Kieran", "Nathan",  "Samuel",  "Benjamin", "Alexander", "Sebastián",
    "José",   "Jörg",   "Mateusz", "Jakub",    "Wei",    "Jun",     "Ollie",   "Charlie",  "Reuben",    "Ezra",
    "Caleb",  "Marcus", "Dominic", "Toby",     "Elliot", "Stefan"};
static const char *const new_women[] = {
    "Olivia",    "Chloe",    "Emily",     "Jessica",  "Sophie", "Charlotte", "Amelia",  "Isla",   "Ava",     "Grace",
    "Freya",     "Poppy",    "Evie",      "Isabella", "Mia",    "Ella",      "Lily",    "Ruby",   "Daisy",   "Millie",
    "Zoë",       "Chloë",    "Renée",     "Niamh",    "Aoife",  "Caitlin",   "Erin",    "Seren",  "Ffion",   "Carys",
    "Megan",     "Bethany",  "Shannon",   "Aaliyah",  "Maryam", "Aisha",     "Zainab",  "Ananya", "Priya",   "Simran",
    "Ama",       "Temi",     "Chidinma",  "Paige",    "Jade",   "Lauren",    "Rebecca", "Hannah", "Abigail", "Eleanor",
    "Katherine", "Victoria", "Alexandra", "Zofia",    "Lena",   "Mei",       "Xin",     "Thea",   "Ivy",     "Willow",
    "Harper",    "Orla",     "Saoirse",   "Imogen",   "Martha", "Beatrice"};

const char *ts_names_forename(ts_dice *c, char sex, int year) {
    bool old = year < 1950 + ts_dice_between(c, 0, 45);
    if (sex == 'M')
        return old ? old_men[ts_dice_skewed(c, COUNT(old_men))] : new_men[ts_dice_skewed(c, COUNT(new_men))];
    return old ? old_women[ts_dice_skewed(c, COUNT(old_women))] : new_women[ts_dice_skewed(c, COUNT(new_women))];
}

static const char *const shorts[][2] = {
    {"Margaret", "Maggie"},   {"Susan", "Sue"},      {"Patricia", "Pat"},  {"Christine", "Chris"},
    {"Elizabeth", "Liz"},     {"Robert", "Bob"},     {"William", "Bill"},  {"Michael", "Mike"},
    {"Anthony", "Tony"},      {"Thomas", "Tom"},     {"James", "Jim"},     {"Stephen", "Steve"},
    {"Joseph", "Joe"},        {"Edward", "Ted"},     {"Daniel", "Dan"},    {"Joshua", "Josh"},
    {"Matthew", "Matt"},      {"Samuel", "Sam"},     {"Benjamin", "Ben"},  {"Alexander", "Alex"},
    {"Katherine", "Kate"},    {"Victoria", "Vicky"}, {"Rebecca", "Becky"}, {"Jessica", "Jess"},
    {"Abigail", "Abbie"},     {"David", "Dave"},     {"Kenneth", "Ken"},   {"Kathleen", "Kath"},
    {"Jacqueline", "Jackie"}, {"Nathan", "Nath"},    {"Philip", "Phil"},   {"Raymond", "Ray"},
    {"Gillian", "Gill"}};

const char *ts_names_short(const char *forename) {
    for (uint32_t i = 0; i < COUNT(shorts); i++)
        if (strcmp(shorts[i][0], forename) == 0)
            return shorts[i][1];
    return NULL;
}

static const char *const road[] = {
    "Queens",       "Church",    "Station",     "Victoria",    "Park",     "Albert",    "Mill",     "Eaton",
    "Honeys Green", "Thingwall", "Rice",        "Menlove",     "Aigburth", "Smithdown", "Walton",   "Prescot",
    "Childwall",    "Booker",    "Larkhill",    "Moss",        "Heath",    "Orchard",   "Chapel",   "Marlborough",
    "Rupert",       "Kingsway",  "Sandown",     "Beech",       "Sycamore", "Hawthorn",  "Laburnum", "Elm",
    "Willow",       "Primrose",  "Bluebell",    "Priory",      "Abbey",    "Manor",     "Grange",   "Crosby",
    "Formby",       "Southport", "Ormskirk",    "Rainhill",    "Whiston",  "Huyton",    "Roby",     "Tarbock",
    "Speke",        "Garston",   "Cressington", "Grassendale", "Mossley",  "Woolton",   "Gateacre", "Belle Vale",
    "Dovecot",      "Finch",     "Lark",        "Swallow"};
static const char *const way[] = {"Road",     "Street", "Avenue", "Lane",    "Drive", "Close",   "Grove",
                                  "Crescent", "Way",    "Court",  "Gardens", "Place", "Terrace", "Mews"};

const char *ts_names_street(ts_dice *c) {
    static _Thread_local char name[48];
    const char *which = road[ts_dice_skewed(c, COUNT(road))];
    snprintf(name, sizeof name, "%s %s", which, way[ts_dice_skewed(c, COUNT(way))]);
    return name;
}

static const ts_town mersey[] = {
    {"Liverpool", "L12"}, {"Liverpool", "L14"}, {"Liverpool", "L4"},   {"Liverpool", "L8"},    {"Liverpool", "L15"},
    {"Liverpool", "L18"}, {"Liverpool", "L25"}, {"Bootle", "L20"},     {"Huyton", "L36"},      {"Crosby", "L23"},
    {"Maghull", "L31"},   {"Kirkby", "L32"},    {"Prescot", "L34"},    {"St Helens", "WA9"},   {"St Helens", "WA10"},
    {"Widnes", "WA8"},    {"Runcorn", "WA7"},   {"Warrington", "WA4"}, {"Birkenhead", "CH41"}, {"Wallasey", "CH45"},
    {"Chester", "CH1"},   {"Southport", "PR8"}, {"Ormskirk", "L39"},   {"Wrexham", "LL13"}};
static const ts_town elsewhere[] = {
    {"Manchester", "M20"}, {"Manchester", "M14"}, {"Salford", "M6"},    {"Stockport", "SK4"}, {"Bolton", "BL1"},
    {"Bury", "BL9"},       {"Oldham", "OL4"},     {"Rochdale", "OL11"}, {"Leeds", "LS6"},     {"Leeds", "LS17"},
    {"Bradford", "BD9"},   {"Sheffield", "S10"},  {"Caerdydd", "CF14"}, {"Abertawe", "SA2"},  {"London", "SE5"},
    {"London", "W1T"},     {"London", "EC1A"},    {"Bristol", "BS7"},   {"Norwich", "NR2"},   {"Exeter", "EX4"}};

ts_town ts_names_town(ts_dice *c, uint32_t style) {
    return style == 0 ? mersey[ts_dice_skewed(c, COUNT(mersey))] : elsewhere[ts_dice_skewed(c, COUNT(elsewhere))];
}

static const char *const company[] = {"Northgate Surgical Supplies Ltd",
                                      "Pennine Linen Services Ltd",
                                      "Mersey Catering PLC",
                                      "Apex Imaging (UK) Ltd",
                                      "Dee Valley Print",
                                      "Hallmark Locums Ltd",
                                      "Cobalt Software Ltd",
                                      "Brindle & Sons Ltd",
                                      "Ferris Fire Protection",
                                      "Orrell Medical Gases Ltd",
                                      "Kestrel Waste Management",
                                      "Sankey Stationers Ltd",
                                      "Bluecoat Interpreting",
                                      "Tideway Couriers Ltd",
                                      "Vantage Orthotics Ltd",
                                      "Weaver Electrical Ltd"};

const char *ts_names_company(ts_dice *c) { return company[ts_dice_below(c, COUNT(company))]; }
