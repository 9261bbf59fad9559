/* dev_words.c - places, institutions, things, and the terms of the special categories. */
#include "accuracy/dev.h"

static const struct {
    const char *name, *words;
} banks[] = {
    {"hospital",
     "St James University Hospital|Queen Elizabeth Hospital|Royal Victoria Infirmary|Addenbrooke's Hospital|King's "
     "Mill "
     "Hospital|Princess Alexandra Hospital|John Radcliffe Hospital|St Thomas' Hospital|Royal Albert Edward "
     "Infirmary|Harold "
     "Wood Polyclinic|James Paget Hospital|Lister Hospital|Ysbyty Gwynedd|Ysbyty Glan Clwyd|Alder Grange Hospital|"
     "Broadgreen Hospital|Northfield General|Lady Mary Memorial Hospital|Queen Margaret Hospital|Craigavon Area "
     "Hospital|"
     "Prince Charles Hospital|Whiston Moor Hospital|St Catherine's Hospice|Nightingale House|Leighton Road Hospital"},
    {"trust",
     "Northfield University Hospitals NHS Foundation Trust|Mersey Vale NHS Foundation Trust|Harrow Hill NHS "
     "Trust|Betsi Vale "
     "University Health Board|NHS Strathmore|Southern Glens Health and Social Care Trust|Pennine Edge Care NHS "
     "Foundation "
     "Trust|Wessex Downs Partnership NHS Trust|St George and St Anne NHS Trust|Royal Kings NHS Foundation Trust"},
    {"ward", "Ward 4B|Ward 12|Grace Ward|Victoria Ward|Florence Ward|Nelson Ward|Stanley Ward|Rowan Unit|Elizabeth "
             "Garrett Suite|Ward "
             "C3|AMU|ITU|the Acute Medical Unit|Paediatric Assessment Unit|Marsden Ward|Alexander Fleming Ward|Willow "
             "Ward|SAU|Bevan "
             "Ward|Ward A7|Maple Lodge|Oliver Fisher Neonatal Unit"},
    {"dept", "Cardiology|Respiratory Medicine|Dermatology|Neurology|Rheumatology|General "
             "Surgery|Orthopaedics|Ophthalmology|ENT|Urology|"
             "Gastroenterology|Endocrinology|Haematology|Oncology|Radiology|Physiotherapy|Dietetics|Audiology|"
             "Paediatrics|Obstetrics and "
             "Gynaecology|Renal Medicine|Care of the Elderly|Maxillofacial Surgery|Plastic Surgery|Pain "
             "Management|Clinical Genetics|"
             "Palliative Care|Emergency Department|Vascular Surgery|Infectious Diseases"},
    {"town", "Leeds|Liverpool|Manchester|Bristol|Newport|Cardiff|Swansea|Chester|York|Lincoln|Lancaster|Preston|"
             "Warrington|Wigan|Bolton|"
             "Durham|Carlisle|Exeter|Truro|Norwich|Ipswich|Reading|Slough|Luton|Bedford|Derby|Nottingham|Leicester|"
             "Stafford|Telford|"
             "Hereford|Worcester|Gloucester|Bath|Wells|Dorchester|Bangor|Wrexham|Llandudno|Aberystwyth|Perth|Dundee|"
             "Stirling|Paisley|"
             "Glasgow|Edinburgh|Belfast|Lisburn|Derry|Armagh|Croydon|Bromley|Sutton|Kingston upon "
             "Thames|Harrow|Barnet|Stoke-on-Trent|"
             "Sheffield|Barnsley|Rotherham|Whitby|Birkenhead|St Helens|Southport"},
    {"village", "Headingley|Great Missenden|Little Snoring|Ashby St Ledgers|Marshfield|Kirkby Stephen|Upper "
                "Heyford|Nether Alderley|Bryn "
                "Coch|Llanfair|Cwmbach|Heaton Mersey|West Derby|Allerton|Thornton|Bishopston|Charlton Kings|Stoke "
                "Gifford|Old Trafford|"
                "Grange-over-Sands|Hazel Grove|Church Fenton|Penkridge|Winscombe|Wotton-under-Edge"},
    {"street",
     "High Street|Station Road|Church Lane|Victoria Road|Albert Road|Park Avenue|Mill Lane|The Crescent|Queens "
     "Road|King "
     "Street|Manor Way|Grange Road|Chestnut Close|Oak Drive|St Mary's Road|St John's Terrace|Windsor Gardens|York "
     "Place|"
     "Elizabeth Court|Nelson Street|Wellington Square|Alexandra Road|George Street|Princess Drive|Orchard Way|Beech "
     "Grove|"
     "Meadow View|Springfield Avenue|London Road|New Road|North Street|The Green|Hawthorn Rise|Hillside|Woodlands Park|"
     "Heol y Bryn|Ffordd Las|Stryd Fawr|Maes Glas|Carlton Mews|James Watt Street|Harcourt Terrace|Rose Hill|Back Lane|"
     "Bridge End|Priory Walk|Cavendish Parade|Lark Rise|Sycamore Close|Lime Tree Avenue|Cross Street|Moorside|Castle "
     "Street|Gladstone Road|Kings Court|Jubilee Crescent|Hamilton Drive|Falkland Wynd|Shore Road|Antrim Road"},
    {"house", "Rose Cottage|The Old Rectory|Ivy House|Bryn Awel|Hillcrest|Fairview|The Willows|Ty Gwyn|Mill "
              "House|Orchard Farm|The "
              "Coach House|Oak Lodge|Garth Celyn|Sunnyside|Beechwood"},
    {"postarea",
     "LS6|LS17|L8|L14|L36|M14|M20|BS6|BS16|NP20|CF14|CF24|SA1|CH2|YO10|YO31|LN1|LA1|PR2|WA5|WN3|BL1|DH1|CA2|EX4|TR1|"
     "NR2|IP4|"
     "RG1|SL1|LU3|MK40|DE22|NG7|LE2|ST16|TF1|HR4|WR5|GL1|BA1|DT1|LL57|LL30|SY23|PH1|DD2|FK8|PA1|G12|EH6|BT9|BT28|CR0|"
     "BR1|SM1|KT2|HA3|EN5|ST4|S10|S70|S60|YO21|CH41|WA10|PR8|W1T|EC1A|SW1P|N7|E17|SE15|NW10|SW11|B29|B15|CV3|OX4|CB2"},
    {"surgery", "The Limes Medical Centre|Victoria Road Surgery|Gray's Lane Surgery|Park View Practice|Church "
                "Street Health Centre|"
                "Riverside Family Practice|St Luke's Surgery|Meddygfa Bryn Celyn|Elm Tree Surgery|The Wellington "
                "Practice|Kingsway "
                "Medical Group|Harley Street Clinic|Albion Surgery|The Grange Practice"},
    {"company",
     "Marks & Spencer|Clarke & Sons Ltd|J Sainsbury plc|Taylor Wimpey|Wilson James Ltd|Rolls-Royce|Harvey "
     "Nichols|Ernst & Young|"
     "Morgan Stanley|Lloyds Banking Group|Barclays|John Lewis Partnership|Balfour Beatty|Mitie|Serco|Capita|Fletcher "
     "Building "
     "Supplies|Hunter Douglas|Smith & Nephew|Johnson & Johnson|Baxter Healthcare|Fisher & Paykel|Becton Dickinson|B. "
     "Braun|"
     "Stanley Gibbons|Thomas Cook|William Hill|Laura Ashley|Ted Baker|Paul Smith|Charles Stanley|Duncan Lawrie|Grant "
     "Thornton|Mott MacDonald|Arthur Andersen|Philips Healthcare|GE Healthcare|Siemens Healthineers|Hamilton "
     "Medical|Ryan "
     "Direct Cleaning Ltd|Grace Foods|April Nursing Agency|Summers Catering"},
    {"drug", "metformin|amlodipine|ramipril|atorvastatin|omeprazole|levothyroxine|salbutamol|sertraline|bisoprolol|"
             "apixaban|co-codamol|"
             "paracetamol|amoxicillin|prednisolone|furosemide|gabapentin|warfarin|lansoprazole|citalopram|insulin "
             "glargine|Ventolin|"
             "Fostair 100/6|Clenil Modulite|Movicol|Gaviscon "
             "Advance|Calpol|Adcal-D3|Seretide|Humira|Eliquis|Depakote|Epilim|Lucette|"
             "Microgynon|Yasmin|Daisy syrup|Femodene|Oramorph|Madopar|Sinemet"},
    {"dose", "500 mg BD|10 mg OD|5 mg nocte|20mg daily|1 g QDS|two puffs PRN|40 mg OM|15 mg/kg|30mg TDS|75 micrograms "
             "daily|2.5 mg mane|one "
             "sachet BD"},
    {"job", "Staff Nurse|Ward Manager|Healthcare Assistant|Consultant Cardiologist|Medical Secretary|Clerical Officer "
            "Band 3|Porter|"
            "Domestic Supervisor|Clinical Nurse Specialist|Physiotherapist|Radiographer|Pharmacist|Payroll Officer|IT "
            "Service Desk "
            "Analyst|Social Worker|Estates Manager|Data Protection Officer|Senior Midwife|Specialty "
            "Registrar|Occupational Therapist|"
            "Receptionist|Finance Business Partner|Chaplain|Volunteer Coordinator|Head of Procurement"},
    {"school", "St Mary's RC Primary|Northfield Academy|King Edward VI School|Ysgol Bryn Elian|The Thomas Clarkson "
               "Academy|Park Lane Infants|"
               "St Francis Xavier's College|Grange Hill Primary|Lord Lawson Academy"},
    {"scan", "MRI brain|CT chest|chest X-ray|DEXA scan|echocardiogram|ultrasound abdomen|colonoscopy|24-hour "
             "tape|spirometry|nerve conduction "
             "studies|gastroscopy|barium swallow"},
    {"symptom",
     "chest pain|shortness of breath|a persistent cough|headaches|joint stiffness|intermittent dizziness|a rash on "
     "both legs|weight "
     "loss|abdominal discomfort|numbness in the left hand|blurred vision|palpitations|lower back pain|tiredness"},
    {"product", "Hoover Constellation|Black & Decker drill|Henry vacuum cleaner|Dyson V11|Parker pen refills|Stanley "
                "knife blades|Rexel "
                "stapler|Brother toner|Philips lamp|Bosch kettle|Russell Hobbs toaster|Morphy Richards iron|Morris "
                "desk chair|Foley "
                "catheter 14Fr|Allen keys|Petri dishes|Bunsen tubing|Jackson-Pratt drain|Spencer Wells forceps|McGill "
                "forceps|Mayo "
                "scissors|Kelly clamp|Guedel airway size 3|Yankauer sucker|Thomas splint|Zimmer frame|Wagner pins"},
    {"eponym", "Babinski sign|Trendelenburg test|Romberg test|Glasgow Coma Scale|Bristol stool chart type 4|Barthel "
               "index|Waterlow score|Apgar "
               "scores 9 and 10|Murphy's sign|Kernig's sign|Phalen's test|Snellen chart|Rockwood frailty score|Wells "
               "score|Bishop score|"
               "Cobb angle|Schirmer test|Weber and Rinne tests|Lund and Browder chart|Abbey Pain Scale|Duke "
               "criteria|Gleason 3+4"},
    {"system", "PAS|EMIS Web|SystmOne|Lorenzo|Cerner Millennium|Rio|ESR|Medisec|Datix|PACS|ICE|TrakCare|Oracle "
               "Financials|SharePoint|"
               "ServiceNow|NHSmail|Raiser's Edge|Careflow|K2|Badgernet"},
    {"topic", "annual leave|the car park|the fire alarm test|theatre utilisation|infection control|the winter "
              "plan|agency spend|bed "
              "occupancy|the new switchboard|stock levels|the canteen refurbishment|mandatory training|waiting list "
              "validation|clinical "
              "coding|the lift in the Wellington building|parking permits|linen deliveries|the quality account"},
    /* labelled */
    {"health",
     "type 2 diabetes|hypertension|asthma|COPD|atrial fibrillation|rheumatoid arthritis|Parkinson's disease|Crohn's "
     "disease|epilepsy|"
     "multiple sclerosis|breast cancer|prostate cancer|coeliac disease|Addison's disease|Hodgkin lymphoma|Alzheimer's "
     "disease|"
     "chronic kidney disease|psoriasis|osteoarthritis|migraine|cystic fibrosis|sickle cell disease|pneumonia|heart "
     "failure|"
     "ulcerative colitis|Graves' disease|Cushing's syndrome|Marfan syndrome|Down's syndrome|Raynaud's "
     "disease|Sjögren's "
     "syndrome|Ménière's disease|Bell's palsy|gout|hypothyroidism|iron deficiency "
     "anaemia|angina|stroke|glaucoma|eczema|"
     "endometriosis|Huntington's disease|hepatitis C|tuberculosis|lupus|motor neurone disease|Barrett's oesophagus"},
    {"mental", "depression|generalised anxiety disorder|schizophrenia|bipolar affective disorder|anorexia "
               "nervosa|post-traumatic stress "
               "disorder|obsessive compulsive disorder|emotionally unstable personality disorder|psychosis|suicidal "
               "ideation|panic "
               "attacks|self-harm|postnatal depression|alcohol dependence|bulimia|PTSD|paranoid schizophrenia"},
    {"sexual", "chlamydia|HIV|gonorrhoea|genital herpes|syphilis|genital warts|emergency contraception|erectile "
               "dysfunction|trichomoniasis|HIV "
               "positive"},
    {"preg", "32 weeks pregnant|18 weeks pregnant|ectopic pregnancy|miscarriage|termination of "
             "pregnancy|pre-eclampsia|gestational diabetes|"
             "G2P1|gravida 3 para 2|twin pregnancy|28 weeks' gestation|hyperemesis gravidarum|IVF pregnancy"},
    {"safe", "child protection plan|section 47 enquiry|domestic abuse|child in need plan|non-accidental injury|child "
             "sexual exploitation|"
             "physical abuse|neglect|safeguarding concern|emotional abuse|female genital mutilation|looked after "
             "child|MARAC|financial "
             "abuse|looked-after child"},
    {"eth", "White British|White - British|Pakistani|Black African|Indian|White Irish|Mixed White and Black "
            "Caribbean|Bangladeshi|Chinese|Black "
            "Caribbean|Any other White background|Asian or Asian British - Indian|Gypsy or Irish Traveller|Arab|White "
            "Polish|Black "
            "British"},
    {"rel", "Church of England|Roman Catholic|Muslim|Hindu|Sikh|Jewish|Buddhist|Methodist|Jehovah's "
            "Witness|Christian|Church in Wales|Islam|"
            "Judaism|Atheist|Presbyterian|Quaker"},
    {"orient", "Heterosexual|Gay|Lesbian|Bisexual|Gay or Lesbian|Straight|Homosexual|Pansexual"},
    {"union", "UNISON|Unite the Union|Royal College of Nursing|GMB|British Medical Association|UNISON member|RCN "
              "member|BMA member|member of "
              "Unite|Society of Radiographers"},
    {"bio", "fingerprint template|facial recognition template|iris scan|palm vein template|voiceprint|fingerprint "
            "scan|retina scan|DNA profile"},
    {"crim", "convicted of theft|caution for common assault|conviction for drink driving|burglary conviction|on "
             "probation|released on licence|"
             "Sexual Offences Register|convicted of fraud|suspended sentence|served a custodial sentence|community "
             "order|conviction for "
             "possession of cannabis"},
    {"icd", "E11.9|I10X|J45.9|J44.1|I48.9|M06.9|G20X|K50.9|G40.9|G35X|C50.9|C61X|F32.1|F20.0|N18.3|L40.0|Z38.0|S72.0|"
            "O14.9|B20X|A56.0|K90.0|"
            "E27.1|H40.1|I50.0|J18.9|R07.4|D50.9"},
    {"opcs", "W40.1|K45.3|H01.2|G45.1|R17.2|M65.3|C71.2|Q07.4|T20.2|J18.3|K60.1|E36.1|X40.3|Y53.4|W37.1|F34.4|H22.9"},
};

const char *dev_bank(ts_span name) {
    for (size_t i = 0; i < sizeof banks / sizeof *banks; i++)
        if (ts_span_eq(name, ts_str(banks[i].name)))
            return banks[i].words;
    return NULL;
}
