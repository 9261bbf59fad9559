/* dev_tables.c - tables about people: extracts, rotas, payrolls, lists of donors. */
#include "accuracy/dev_tables.h"

const dev_table dev_table_list[] = {
    {"patient", false, 5, 40,
     "NHS Number~/NHS No~/nhs_number~/NHSNO ; nhs_number ; %1.nhs:plain%~/%1.nhs:space%\n"
     "Surname~/Family Name~/SURNAME~/last_name ; surname ; %1.sur%~/%1.SUR%\n"
     "Forename~/First Name~/Given Name~/fname ; forename ; %1.fore%~/%1.FORE%\n"
     "DOB~/Date of Birth~/BIRTH_DT~/D.O.B. ; birth_date ; %1.dob:num%~/%1.dob:iso%~/%1.dob:oracle%\n"
     "Sex~/Gender~/SEX_CD ; sex ; %1.sex:letter%~/%1.sex:code%\n"
     "Postcode~/Post Code~/PCODE ; postcode ; %1.pc%"},
    {"pas_extract", false, 8, 60,
     "Hosp No~/MRN~/Unit Number~/PAS_ID ; local_id ; %1.local%\n"
     "Patient Name~/Name~/PATIENT ; person_name ; %1.last%~/%1.LASTT%~/%1.name%~/%1.full%\n"
     "Date of birth~/DOB ; birth_date ; %1.dob:num%~/%1.dob:yy%~/%1.dob:mon%\n"
     "Address~/Home Address~/Address Line 1 ; address ; %1.addr%\n"
     "Town ; none ; %1.town%\n"
     "Postcode ; postcode ; %1.pc%\n"
     "Tel~/Phone~/Home Tel ; phone ; %1.tel%"},
    {"clinic", false, 6, 24,
     "Time ; none ; %time%\n"
     "Name ; person_name ; %1.LAST%~/%1.last%\n"
     "DOB ; birth_date ; %1.dob:num%\n"
     "NHS ; nhs_number ; %1.nhs%\n"
     "Reason ; none ; ~(follow-up~|new~|%health%~|results~)\n"
     "Consultant ; surname ; %5.drsur%"},
    {"ward_list", false, 6, 28,
     "Bed ; none ; ~(A~|B~|C~)%num:1-6%\n"
     "Patient ; person_name ; %1.tinit%~/%4.tinit%\n"
     "Age ; none ; %1.age%\n"
     "Hosp no ; local_id ; %1.local%\n"
     "Diagnosis ; health_term ; %health%\n"
     "Plan ; none ; ~(home today~|await scan~|OT review~|bloods am~)"},
    {"appointment", false, 10, 50,
     "appt_id ; none ; %dig:7%\n"
     "appt_date ; record_date ; %next:iso%~/%next:num%\n"
     "nhs_number ; nhs_number ; %1.nhs:plain%\n"
     "mobile~/sms_number~/contact ; phone ; %1.mob:plain%~/%1.mob%\n"
     "clinic_code ; none ; %cap:3%%num:10-99%\n"
     "outcome ; none ; ~(attended~|DNA~|cancelled~)"},
    {"payroll", false, 6, 40,
     "Assignment No~/Employee No~/Payroll Number ; local_id ; %5.local%\n"
     "Name~/Employee~/FULL NAME ; person_name ; %5.name%~/%5.NAME%~/%5.lastt%\n"
     "NI Number~/NINO~/National Insurance No ; nino ; %5.nino%~/%5.nino:plain%\n"
     "Salary~/Annual salary~/Basic pay ; salary ; %5.salary%\n"
     "Sort Code ; - ; %5.sort%\n"
     "Account~/Account Number~/A/C No ; bank_account ; %5.acc%"},
    {"rota", false, 5, 20,
     "Date ; record_date ; %next:num%~/%next:mon%\n"
     "Shift ; none ; ~(Early~|Late~|Night~|Long day~)\n"
     "Staff~/Nurse in charge~/Name ; person_name ; %5.name%~/%5.init%\n"
     "Band ; none ; %num:2-8%\n"
     "Ward ; none ; %ward%"},
    {"donor", false, 8, 45,
     "Donor ID~/Supporter Ref~/URN ; local_id ; %1.local%\n"
     "Title ; title ; %1.title%\n"
     "First name ; forename ; %1.fore%\n"
     "Last name ; surname ; %1.sur%\n"
     "Email ; email ; %1.email%\n"
     "Gift date~/Last gift ; record_date ; %date:num%\n"
     "Amount ; none ; %price%\n"
     "Gift Aid ; none ; ~(Y~|N~)"},
    {"contact", false, 6, 30,
     "Name ; person_name ; %1.name%\n"
     "Mobile ; phone ; %1.mob%\n"
     "Home ; phone ; %1.tel%\n"
     "E-mail ; email ; %1.email%\n"
     "Address ; address ; %1.addr%\n"
     "Post code ; postcode ; %1.pc%"},
    {"next_of_kin", false, 5, 25,
     "Patient no ; local_id ; %1.local%\n"
     "NOK name~/Next of Kin ; person_name ; %2.full%~/%2.name%\n"
     "Relationship ; none ; ~(wife~|husband~|son~|daughter~|partner~|mother~)\n"
     "NOK telephone ; phone ; %2.mob%"},
    {"deaths", false, 4, 20,
     "NHS No ; nhs_number ; %4.nhs:plain%\n"
     "Surname ; surname ; %4.SUR%\n"
     "Forenames ; forename ; %4.fores%\n"
     "DOB ; birth_date ; %4.dob:num%\n"
     "DOD~/Date of Death~/death_dt ; death_date ; %4.dod:num%\n"
     "Cause ; none ; %health%"},
    {"scottish", false, 5, 30,
     "CHI~/CHI Number~/chi_no ; chi_number ; %1.chi:plain%\n"
     "Surname ; surname ; %1.sur%\n"
     "Forename ; forename ; %1.fore%\n"
     "Sex ; sex ; %1.sex:letter%\n"
     "Practice ; none ; %surgery%"},
    {"irish", false, 5, 20,
     "H&C Number~/HCN~/HSC No ; hc_number ; %1.hc:plain%~/%1.hc:space%\n"
     "Name ; person_name ; %1.last%\n"
     "DOB ; birth_date ; %1.dob:num%\n"
     "GP ; surname ; %5.drsur%\n"
     "Postcode ; postcode ; %1.pc%"},
    {"ihi", false, 5, 20,
     "IHI ; ihi ; %1.ihi:plain%\n"
     "Name ; person_name ; %1.name%\n"
     "DOB ; birth_date ; %1.dob:num%\n"
     "County ; none ; ~(Dublin~|Cork~|Kerry~|Mayo~|Galway~|Clare~)"},
    {"coding", false, 6, 40,
     "FCE ; none ; %dig:8%\n"
     "NHS number ; nhs_number ; %1.nhs:plain%\n"
     "Admit ; record_date ; %date:iso%\n"
     "Discharge ; record_date ; %date:iso%\n"
     "Primary diag~/ICD10~/DIAG_1 ; icd10 ; %icd%\n"
     "Proc~/OPCS~/OPER_1 ; opcs4 ; %opcs%\n"
     "Cons~/Consultant code ; consultant_code ; %5.cons%"},
    {"registered", false, 6, 25,
     "Name ; person_name ; %5.name%\n"
     "GMC No~/GMC ; gmc_number ; %5.gmc%\n"
     "Specialty ; none ; %dept%\n"
     "Email ; email ; %5.email%"},
    {"nurses", false, 6, 25,
     "Employee ; person_name ; %5.last%\n"
     "NMC PIN~/PIN ; nmc_pin ; %5.nmc%\n"
     "Expiry~/Revalidation due ; record_date ; %next:num%\n"
     "Ward ; none ; %ward%"},
    {"allied", false, 5, 18,
     "Name ; person_name ; %5.name%\n"
     "HCPC~/HCPC number ; hcpc_number ; %5.hcpc%\n"
     "Profession ; none ; %job%\n"
     "Line manager ; person_name ; %6.name%"},
    {"pharmacists", false, 4, 15,
     "Registrant ; person_name ; %5.name%\n"
     "GPhC No ; gphc_number ; %5.gphc%\n"
     "Start ; record_date ; %old:num%"},
    {"equality", false, 8, 30,
     "Staff no ; local_id ; %5.local%\n"
     "Ethnic origin~/Ethnicity~/Ethnic category ; ethnicity ; %eth%\n"
     "Religion~/Religion or belief ; religion ; %rel%\n"
     "Sexual orientation ; orientation ; %orient%\n"
     "Disability ; none ; ~(Yes~|No~|Not declared~)"},
    {"union_dues", false, 5, 20,
     "Payroll no ; local_id ; %5.local%\n"
     "Surname ; surname ; %5.sur%\n"
     "Union~/Trade union ; trade_union ; %union%\n"
     "Deduction ; none ; %price%"},
    {"supplier", false, 5, 25,
     "Supplier ; none ; %company%\n"
     "Company No~/Reg number ; company_number ; %conum%\n"
     "VAT~/VAT Reg No ; vat_number ; %vat%\n"
     "IBAN ; iban ; %5.iban%\n"
     "Contact ; person_name ; %5.name%"},
    {"expenses", false, 5, 20,
     "Claimant ; person_name ; %5.name%\n"
     "Date ; record_date ; %date:num%\n"
     "Item ; none ; ~(taxi~|train fare~|mileage~|parking~|hotel~)\n"
     "Amount ; none ; %price%\n"
     "Card ; card ; %5.card:plain%~/%5.card:space%"},
    {"dbs", false, 5, 18,
     "Applicant ; person_name ; %5.mid%\n"
     "DOB ; birth_date ; %5.dob:num%\n"
     "Passport ; passport ; %5.pass%\n"
     "Driving licence ; driving_licence ; %5.dl%\n"
     "Disclosure ; none ; ~(none recorded~|none recorded~|%crim%~)"},
    {"visas", false, 4, 16,
     "Employee ; person_name ; %5.name%\n"
     "Nationality ; none ; ~(Indian~|Nigerian~|Filipino~|Portuguese~|Polish~|Irish~)\n"
     "Share code ; share_code ; %share%\n"
     "Passport No ; passport ; %5.pass%\n"
     "Visa expiry ; record_date ; %next:num%"},
    {"users", false, 6, 30,
     "id ; none ; %dig:5%\n"
     "username ; - ; %5.user%\n"
     "email ; email ; %5.email%\n"
     "password_hash ; none ; $2y$10$%b64:53%\n"
     "last_ip ; ip_address ; %ip%\n"
     "created ; - ; %stamp%"},
    {"passwords", false, 4, 14,
     "System ; none ; %system%\n"
     "User ; - ; %5.user%\n"
     "Password~/pwd ; password ; %pw%"},
    {"notes", false, 4, 14,
     "Ref ; none ; INC%dig:6%\n"
     "Date ; record_date ; %date:num%\n"
     "Narrative~/Notes~/Description ; none ; ~(%1.full% slipped in the bathroom~|Spoke to %2.tsur% about the delay~|No "
     "further action "
     "needed~|Call from %1.fore%, ring back on %1.mob%~|Staff nurse %5.name% attended~|Cleaned and made safe~)"},
    {"births", false, 4, 15,
     "Mother~/Mother's name ; person_name ; %2.name%\n"
     "Baby~/Infant ; person_name ; %3.name%\n"
     "Born~/Date of birth ; birth_date ; %3.dob:num%\n"
     "Weight (g) ; none ; %num:2100-4500%\n"
     "NHS number ; nhs_number ; %3.nhs%"},
    {"pupils", false, 6, 30,
     "UPN ; none ; %cap:1%%dig:12%\n"
     "Pupil ; person_name ; %3.last%\n"
     "Year ; none ; Year %num:1-11%\n"
     "DOB ; birth_date ; %3.dob:num%\n"
     "Parent phone ; phone ; %2.mob%"},
    {"vaccinations", false, 6, 30,
     "NHS No ; nhs_number ; %1.nhs%\n"
     "Name ; person_name ; %1.name%\n"
     "Vaccine ; none ; ~(Comirnaty~|Spikevax~|Fluad~|Shingrix~|Gardasil 9~)\n"
     "Batch ; none ; %cap:2%%dig:4%\n"
     "Given on ; record_date ; %date:num%\n"
     "Vaccinator ; person_name ; %5.init%"},
    {"volunteers", false, 5, 20,
     "Volunteer ; person_name ; %1.name%\n"
     "Telephone ; phone ; %1.tel%\n"
     "Emergency contact ; person_name ; %2.name%\n"
     "Emergency tel ; phone ; %2.mob%"},
    {"tax", false, 4, 16,
     "Name ; person_name ; %5.name%\n"
     "UTR ; utr ; %5.utr%\n"
     "Address ; address ; %5.addr%\n"
     "Postcode ; postcode ; %5.pc%\n"
     "Paid ; none ; %price%"},
    {"invoices", false, 5, 25,
     "Invoice no ; none ; INV-%dig:6%\n"
     "Invoice date ; record_date ; %date:num%\n"
     "Debtor ; person_name ; %1.full%~/%1.name%\n"
     "Address ; address ; %1.addr%\n"
     "Amount due ; none ; %price%"},
    {"lab", false, 8, 40,
     "Lab no ; none ; %dig:2%%cap:1%%dig:6%\n"
     "NHS ; nhs_number ; %1.nhs:plain%\n"
     "Surname ; surname ; %1.SUR%\n"
     "DoB ; birth_date ; %1.dob:num%\n"
     "Test ; none ; ~(FBC~|U&E~|HbA1c~|TSH~|CRP~|LFT~)\n"
     "Result ; none ; %num:1-140%.%dig:1%\n"
     "Requester ; surname ; %5.drsur%"},
    {"complaints", false, 4, 15,
     "Case ; none ; PALS/%year%/%dig:4%\n"
     "Complainant ; person_name ; %2.full%\n"
     "Received ; record_date ; %date:num%\n"
     "Subject ; none ; ~(waiting time~|staff attitude~|lost property~|discharge~)\n"
     "Handler ; forename ; %5.fore%"},
    {"social_care", false, 4, 16,
     "Client ID ; local_id ; %1.local%\n"
     "Client ; person_name ; %1.last%\n"
     "Concern ; safeguarding ; %safe%\n"
     "Worker ; person_name ; %5.name%\n"
     "Review ; record_date ; %next:num%"},
    {"maternity", false, 4, 18,
     "Hospital number ; local_id ; %2.local%\n"
     "Woman ; person_name ; %2.name%\n"
     "Status ; pregnancy ; %preg%\n"
     "Midwife ; person_name ; %5.name%"},
    {"sexual_health_clinic", false, 4, 16,
     "Clinic no ; local_id ; %1.local%\n"
     "Initials ; none ; %cap:2%\n"
     "DOB ; birth_date ; %1.dob:num%\n"
     "Diagnosis ; sexual_health ; %sexual%\n"
     "Mobile ; phone ; %1.mob%"},
    {"cmht", false, 4, 16,
     "RiO ID ; local_id ; %1.local%\n"
     "Name ; person_name ; %1.name%\n"
     "Diagnosis ; mental_health ; %mental%\n"
     "Care coordinator ; person_name ; %5.name%\n"
     "Section ; none ; ~(informal~|S2~|S3~|CTO~)"},
    {"snomed", false, 5, 25,
     "NHS Number ; nhs_number ; %1.nhs:plain%\n"
     "Code~/SNOMED CT~/ConceptId ; snomed ; %snomed%\n"
     "Term ; health_term ; %health%\n"
     "Recorded ; record_date ; %date:num%"},
    {"practices", false, 5, 20,
     "ODS Code~/Practice code ; ods_code ; %ods%\n"
     "Practice ; none ; %surgery%\n"
     "Senior partner ; surname ; %5.drsur%\n"
     "GP code ; gp_code ; %5.gpcode%"},
    {"transport", false, 4, 18,
     "Pick-up ; none ; %time%\n"
     "Passenger ; person_name ; %4.tinit%\n"
     "From ; address ; %4.addr%\n"
     "PC ; postcode ; %4.pc%\n"
     "Tel ; phone ; %4.tel%\n"
     "Mobility ; none ; ~(walker~|wheelchair~|stretcher~)"},
    {"access_control", false, 5, 25,
     "Badge ; none ; %dig:6%\n"
     "Cardholder ; person_name ; %5.name%\n"
     "Credential ; biometric ; %bio%\n"
     "Door ; none ; ~(Main entrance~|Pharmacy~|Server room~|Theatre 4~)"},
    {"social_media", false, 4, 15,
     "Entrant ; person_name ; %1.name%\n"
     "Twitter~/Instagram~/Handle ; social_handle ; %1.handle%\n"
     "Postcode ; postcode ; %1.pc%"},
    {"americans", false, 4, 12,
     "Name ; person_name ; %1.name%\n"
     "SSN ; us_ssn ; %1.ssn%\n"
     "Insurance ref ; none ; %cap:3%%dig:9%"},
};
const unsigned long dev_table_list_n = sizeof dev_table_list / sizeof *dev_table_list;
