# entities.pl - markup that asks its reader to fetch, or to multiply: external entities, schemas, stylesheets, laughs.
package entities;
use strict;
use warnings;
use craft;

my ($canary, $listener) = ($main::canary, $main::listener);
my $letter = person('entity');
my $found = 'entity@trust.example';
my $http = "http://127.0.0.1:$listener/x";
# N entities, each ten of the one before.
sub laughs { my $n = shift; '<!ENTITY e0 "ha">' . join '', map { "<!ENTITY e$_ \"" . ("&e" . ($_ - 1) . ';') x 10 . '">' } 1 .. $n }
sub xml { my ($doctype, $body) = @_; "<?xml version=\"1.0\"?>\n<!DOCTYPE r $doctype>\n<r><p>$letter</p>$body</r>\n" }
sub docx {
    my ($document, @more) = @_;
    zip(['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
        . 'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'], ['word/document.xml', $document], @more);
}
sub word { my ($doctype, $body) = @_; "<?xml version=\"1.0\"?>$doctype<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>$letter</w:t></w:r></w:p><w:p><w:r><w:t>$body</w:t></w:r></w:p></w:body></w:document>" }
my $any = 'read|corrupt|unsupported';

(
    ['file.xml', $any, sub { xml("[<!ENTITY x SYSTEM \"file://$canary\">]", '&x;') }, $found],
    ['http.xml', $any, sub { xml("[<!ENTITY x SYSTEM \"$http\">]", '&x;') }, $found],
    ['parameter.xml', $any, sub { xml("[<!ENTITY % x SYSTEM \"$http\"> %x;]", '') }, $found],
    ['doctype.xml', $any, sub { xml("SYSTEM \"$http\"", '') }, $found],
    ['public.xml', $any, sub { xml("PUBLIC \"-//X//X\" \"$http\"", '') }, $found],
    ['schema.xml', $any, sub { "<r xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"$http $http\"><p>$letter</p></r>" }, $found],
    ['xinclude.xml', $any, sub { "<r xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include parse=\"text\" href=\"file://$canary\"/><p>$letter</p></r>" }, $found],
    ['stylesheet.xml', $any, sub { "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"$http\"?><r><p>$letter</p></r>" }, $found],
    ['laughs.xml', $any, sub { xml('[' . laughs(12) . ']', '&e12;') }, $found],
    ['quadratic.xml', $any, sub { xml('[<!ENTITY a "' . 'a' x 50000 . '">]', '&a;' x 20000) }, $found],
    ['loop.xml', $any, sub { xml('[<!ENTITY a "&b;"><!ENTITY b "&a;">]', '&a;') }, $found],
    ['open-doctype.xml', $any, sub { "<!DOCTYPE r [<!ENTITY a \"" . '[' x 100000 . "\n$letter" }],
    ['file.html', 'read', sub { "<!DOCTYPE html SYSTEM \"file://$canary\"><html><iframe src=\"file://$canary\"></iframe><img src=\"$http\"><script src=\"$http\"></script><link rel=stylesheet href=\"$http\"><p>$letter</p></html>" }, $found],
    ['laughs.html', 'read', sub { '<!DOCTYPE html [' . laughs(12) . "]><html><body><p>$letter</p>&e12;</body></html>" }, $found],
    ['file.docx', 'read|corrupt', sub { docx(word("<!DOCTYPE w [<!ENTITY x SYSTEM \"file://$canary\">]>", '&x;')) }, $found],
    ['laughs.docx', 'read|corrupt', sub { docx(word('<!DOCTYPE w [' . laughs(12) . ']>', '&e12;')) }, $found],
    ['template.docx', 'read', sub { docx(word('', ''), ['word/_rels/settings.xml.rels', "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"$http\" TargetMode=\"External\"/></Relationships>"]) }, $found],
    ['parts-outside.docx', 'read|corrupt', sub { docx(word('', ''), ['word/_rels/document.xml.rels', "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"../../../../../..$canary\"/></Relationships>"]) }, $found],
    ['file.fodt', 'read|corrupt', sub { "<?xml version=\"1.0\"?><!DOCTYPE o [<!ENTITY x SYSTEM \"file://$canary\">]><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:p>$letter</text:p><text:p>&x;</text:p></office:text></office:body></office:document>" }, $found],
    ['include.rtf', 'read', sub { (my $l = $letter) =~ s/\n/\\par\n/g; "{\\rtf1 {\\field{\\*\\fldinst INCLUDETEXT \"$canary\"}}{\\*\\template $http}{\\field{\\*\\fldinst HYPERLINK \"$http\"}}$l}" }, $found],
    ['remote.eml', 'read', sub { "From: a\@trust.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/external-body; access-type=URL; URL=\"$http\"\n\nContent-Type: text/plain\n\n--b\nContent-Type: text/plain\n\n$letter\n--b--\n" }, $found],
    ['action.pdf', 'read', sub { pdf_text({trailer => '', page => "/AA << /O << /S /URI /URI ($http) >> /C << /S /Launch /F ($canary) >> >>"}, $letter) }, $found],
    ['remote-stream.pdf', 'read|corrupt', sub { pdf_text({more => ["<< /F << /FS /URL /F ($http) >> /Length 0 >>\nstream\n\nendstream"], content => "<< /F ($canary) /Length 0 >>\nstream\n\nendstream"}, $letter) }],
    ['script.pdf', 'read', sub { pdf_text({page => '/AA << /O << /S /JavaScript /JS (app.launchURL\(1\); while\(1\){}) >> >>'}, $letter) }, $found],
    ['copy.sql', 'read', sub { "COPY people FROM '$canary';\n\\i $canary\n\\! touch /tmp/touchstone-hostile-escaped\nLOAD DATA INFILE '$canary' INTO TABLE t;\nINSERT INTO people VALUES ('Amal','Example','entity\@trust.example');\n" }, $found],
);
