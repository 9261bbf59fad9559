/* dev_tables_traps.c - tables in which nobody stands: stock, rooms, figures, numbers that look like other numbers. */
#include "accuracy/dev_tables.h"

const dev_table dev_table_traps[] = {
    {"spoilt", true, 8, 40,
     "ref ; none ; %dig:6%\n"
     "number~/value~/col2 ; - ; %?excel%\n"
     "updated ; - ; %stamp%"},
    {"stock", true, 6, 40,
     "Item ; none ; %product%\n"
     "Part no ; none ; %dig:10%\n"
     "Qty ; none ; %num:1-400%\n"
     "Price ; none ; %price%"},
    {"orders", true, 6, 40,
     "Order no ; none ; %dig:10%\n"
     "Supplier ; none ; %company%\n"
     "Lines ; none ; %num:1-30%\n"
     "Total ; none ; %price%"},
    {"extensions", true, 6, 30,
     "Ward ; none ; %ward%\n"
     "Ext ; none ; %num:2000-6999%\n"
     "Bleep ; none ; %num:100-999%"},
    {"beds", true, 6, 24,
     "Ward ; none ; %ward%\n"
     "Beds ; none ; %num:8-32%\n"
     "Occupied ; none ; %num:0-32%\n"
     "Closed ; none ; %num:0-6%"},
    {"activity", true, 6, 24,
     "Specialty ; none ; %dept%\n"
     "April ; none ; %num:40-900%\n"
     "May ; none ; %num:40-900%\n"
     "June ; none ; %num:40-900%\n"
     "July ; none ; %num:40-900%"},
    {"sites", true, 5, 20,
     "Site ; none ; %hospital%\n"
     "Trust ; none ; %trust%\n"
     "Grid ref ; none ; %grid%\n"
     "Floors ; none ; %num:1-12%"},
    {"builds", true, 6, 30,
     "build ; none ; %dig:5%\n"
     "commit ; none ; %hex:40%\n"
     "version ; none ; %version%\n"
     "epoch ; none ; %epoch%"},
    {"books", true, 5, 20,
     "ISBN ; none ; %isbn%\n"
     "Title ; none ; ~(Grace Notes~|Mark My Words~|The Rose Garden~|Will and Testament~|Gray Days in May~|Bill of "
     "Rights~)\n"
     "Shelf ; none ; %cap:1%%num:1-40%"},
    {"drugs", true, 6, 30,
     "Drug ; none ; %drug%\n"
     "Strength ; none ; %dose%\n"
     "Pack ; none ; %num:7-100%\n"
     "Stock no ; none ; %dig:9%"},
    {"meters", true, 8, 40,
     "Meter ; none ; %dig:10%\n"
     "Reading ; none ; %dig:7%\n"
     "Read at ; - ; %stamp%"},
    {"assets", true, 6, 30,
     "Asset tag ; none ; %cap:2%%dig:6%\n"
     "Model ; none ; %product%\n"
     "Serial ; none ; %alnum:10%\n"
     "Location ; none ; %ward%"},
    {"same", true, 6, 20,
     "id ; none ; %same:10%\n"
     "guid ; none ; %guid%\n"
     "flag ; none ; ~(0~|1~)"},
    {"eponyms", true, 5, 20,
     "Scale ; none ; %eponym%\n"
     "Used by ; none ; %dept%\n"
     "Min ; none ; %num:0-5%\n"
     "Max ; none ; %num:6-100%"},
    {"vacancies", true, 5, 20,
     "Post ; none ; %job%\n"
     "Base ; none ; %hospital%\n"
     "WTE ; none ; %num:0-3%.%dig:1%\n"
     "Ref ; none ; %dig:3%-%cap:3%-%dig:4%"},
    {"budget", true, 5, 20,
     "Cost centre ; none ; %dig:6%\n"
     "Description ; none ; ~(Grace Ward linen~|Victoria Wing heating~|Mark 4 pumps~|Bill queries team~|Carlton House "
     "rent~)\n"
     "Budget ; none ; %dig:6%\n"
     "Actual ; none ; %dig:6%"},
    {"weather", true, 6, 30,
     "Station ; none ; %town%\n"
     "Day ; none ; %num:1-31%\n"
     "Max ; none ; %num:2-30%\n"
     "Rain ; none ; %num:0-40%.%dig:1%"},
    {"referral_to_treatment", true, 6, 20,
     "Provider ; none ; %trust%\n"
     "Under 18 weeks ; none ; %dig:5%\n"
     "Over 52 weeks ; none ; %dig:3%\n"
     "Median ; none ; %num:4-30%.%dig:1%"},
};
const unsigned long dev_table_traps_n = sizeof dev_table_traps / sizeof *dev_table_traps;
