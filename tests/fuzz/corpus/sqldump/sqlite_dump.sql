PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "patients"(
"NHS Number" TEXT, "Surname" TEXT, "Forename" TEXT, "DOB" TEXT,
 "Phone" TEXT, "Postcode" TEXT, "Note" TEXT);
INSERT INTO patients VALUES('9990000018','O''Neill-Price','Siân','1987-04-23','07700 900123','ZZ99 3VZ','allergic to "nuts", see letter');
INSERT INTO patients VALUES('9990000026','Smith','John','1954-12-01','0151 496 0123','ZZ99 3WZ',replace('two\nlines','\n',char(10)));
INSERT INTO patients VALUES('9990000034','Łukasz','Żaneta','2001-02-28','07700900456','ZZ99 3VZ','');
COMMIT;
