# nests.pl - more inside, beside or behind one another than any reader should follow: depth, columns, quotes, lines.
package nests;
use strict;
use warnings;
use craft;

my $letter = person('nests');
my $found = 'nests@trust.example';
my ($line) = $letter =~ s/\n/ /gr;
sub parts { my ($n) = @_; my $m = $letter; for my $k (1 .. $n) { $m = "Content-Type: multipart/mixed; boundary=b$k\n\n--b$k\n$m\n--b$k--\n" } "From: a\@trust.example\nSubject: x\nMIME-Version: 1.0\n$m" }
sub messages { my ($n) = @_; my $m = "From: a\@trust.example\nSubject: x\n\n$letter"; $m = "From: a\@trust.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n$m" for 1 .. $n; $m }
sub docx { zip(['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'],
    ['word/document.xml', "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>$_[0]</w:body></w:document>"]) }
sub cds { my $c = ' ' x 1400; substr($c, $_->[0] - 1, length $_->[1], $_->[1]) for [1, '01R1'], [38, 'NHS6-2130   010BRBS1'], [88, '9'], [149, 'RBS00'], [345, '9990000018'], [358, '19880704']; $c . ($_[0] // '') . "\n" }
my $para = "<w:p><w:r><w:t>$line</w:t></w:r></w:p>";
my $cut = 'read|too-deep|too-large|corrupt|truncated';

(
    ['lists.json', $cut, sub { '[' x 500000 . "\"$found\"" . ']' x 500000 }],
    ['objects.json', $cut, sub { '{"a":' x 200000 . "\"$found\"" . '}' x 200000 }],
    ['open-lists.json', $cut, sub { '[' x 1000000 }],
    ['keys.json', $cut, sub { '[{' . join(',', map { "\"key$_\":\"v$_\"" } 1 .. 100000) . "},{\"email\":\"$found\"}]" }],
    ['long-string.json', $cut, sub { '[{"a":"' . 'x' x 20000000 . "\",\"email\":\"$found\"}]" }],
    ['escapes.json', $cut, sub { '[{"a":"' . '\\u0000\\ud800\\uZZZZ\\' x 10000 . "\"},{\"email\":\"$found\"}]" }],
    ['numbers.json', $cut, sub { '[{"n":' . '9' x 1000000 . "},{\"n\":1e999999999,\"email\":\"$found\"}]" }],
    ['deep.ndjson', $cut, sub { join('', map { '{"a":' x 100 . "\"$found\"" . '}' x 100 . "\n" } 1 .. 200) }],
    ['elements.xml', $cut, sub { '<r>' . '<a>' x 300000 . $letter . '</a>' x 300000 . '</r>' }],
    ['attributes.xml', $cut, sub { '<r ' . join(' ', map { "a$_=\"v\"" } 1 .. 200000) . "><p>$letter</p></r>" }],
    ['divs.html', $cut, sub { '<html><body>' . '<div>' x 300000 . "<p>$letter</p></body></html>" }, $found],
    ['tables.html', $cut, sub { '<html><body>' . '<table><tr><td>' x 20000 . "$line</body></html>" }],
    ['colspan.html', $cut, sub { "<html><body><table><tr><td colspan=2147483647 rowspan=2147483647>x</td></tr><tr><td>$line</td></tr></table></body></html>" }],
    ['tags-open.html', $cut, sub { '<html><body>' . '<' x 1000000 . "</body></html>" }],
    ['comments.html', $cut, sub { '<html><body><p>x</p>' . '<!--' x 300000 }],
    ['groups.rtf', 'too-deep|read|too-large|corrupt', sub { '{\\rtf1 ' . "$line\\par " . '{' x 300000 . '}' x 300000 . '}' }, $found],
    ['groups-open.rtf', 'too-deep|read|too-large|corrupt|truncated', sub { '{\\rtf1 ' . '{' x 1000000 }],
    ['bin.rtf', 'unsupported|truncated', sub { "{\\rtf1 $line\\par {\\*\\x\\bin2147483647 abc}\\bin-1 x}" }],
    ['numbers.rtf', 'read|corrupt', sub { "{\\rtf1\\uc99999999999 \\u-999999999 \\'zz\\cell\\row\\trowd\\cellx99999999999 $line}" }],
    ['multiparts.eml', 'too-deep|read|too-large', sub { parts(400) }],
    ['messages.eml', 'too-deep|read|too-large', sub { messages(400) }],
    ['parts.eml', 'too-large|read', sub { "From: a\@trust.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" . "--b\n\n$letter\n" . "--b\n\nx\n" x 20000 . "--b--\n" }, $found],
    ['tables.docx', $cut, sub { docx($para . '<w:tbl><w:tr><w:tc>' x 5000 . $para . '</w:tc></w:tr></w:tbl>' x 5000) }],
    ['runs.docx', $cut, sub { docx($para . '<w:sdt><w:sdtContent>' x 50000 . $para . '</w:sdtContent></w:sdt>' x 50000) }, $found],
    ['arrays.pdf', 'read|corrupt', sub { pdf_text({page => '/X ' . '[' x 200000 . ']' x 200000}, $letter) }],
    ['dictionaries.pdf', 'read|corrupt', sub { pdf_text({page => '/X ' . '<< /A ' x 100000 . '1' . ' >>' x 100000}, $letter) }],
    ['operators.pdf', 'read|corrupt', sub { pdf_text({content => craft::stream('', 'q ' x 200000 . "BT /F1 9 Tf 50 800 Td ($line) Tj ET")}, '') }, $found],
    ['outlines-loop.pdf', 'read|corrupt', sub { pdf('<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R /Names << /EmbeddedFiles 5 0 R >> /AcroForm << /Fields [6 0 R] >> >>', '<< /Type /Pages /Kids [] /Count 0 >>', '<< /First 4 0 R /Last 4 0 R /Count 1 >>',
        '<< /Title (x) /Parent 3 0 R /Next 4 0 R /First 4 0 R >>', '<< /Kids [5 0 R 5 0 R] >>', '<< /T (f) /Kids [6 0 R 6 0 R] >>') }],
    # ---- tables ----
    ['columns.csv', $cut, sub { join(',', map { "column$_" } 1 .. 100000) . "\n" . join("\n", map { join(',', map { 'v' } 1 .. 100000) } 1 .. 5) . "\n" }],
    ['columns-one-row.csv', $cut, sub { "id,email\n1,$found\n2," . ',' x 1000000 . "\n3,$found\n" }, $found],
    ['quotes.csv', $cut, sub { "id,email\n1,$found\n2," . '"' x 1000001 . "\n3,$found\n" }],
    ['quote-open.csv', $cut, sub { "id,email\n1,$found\n2,\"" . "never closed\n" x 200000 }],
    ['one-line.csv', $cut, sub { 'a,b;' x 5000000 }],
    ['short-rows.csv', $cut, sub { "id,email\n" . "1\n\n,,,,\n" x 100000 . "9,$found\n" }, $found],
    ['line-ends.csv', $cut, sub { "id,email\r\r\n1,$found\r\n\r2,x\n\n\r" . "\r" x 500000 }],
    ['nul.csv', "$cut|unsupported", sub { "id,email\n1,$found\n" . "\0,\0\n" x 1000 }],
    ['values.sql', $cut, sub { 'INSERT INTO people VALUES (' . join(',', 1 .. 100000) . ");\nINSERT INTO people (email) VALUES ('$found');\n" }],
    ['string-open.sql', $cut, sub { "INSERT INTO people (id,email) VALUES (1,'$found');\nINSERT INTO people (id,email) VALUES (2,'" . "never closed\n" x 200000 }],
    ['brackets.sql', $cut, sub { "INSERT INTO people (id,email) VALUES (1,'$found');\nINSERT INTO people (id,email) VALUES " . '(' x 1000000 . ";\n" }],
    ['copy-open.sql', $cut, sub { "COPY people (id, email) FROM stdin;\n1\t$found\n" . "2\t\\\n" x 100000 }, $found],
    # ---- records of fixed width ----
    ['one-record.cds', $cut, sub { cds() . sprintf("02%-35s001%s\n", 'R1', 'E119  N' x 50) x 40000 . "01 $line\n" }, $found],
    ['long-line.cds', $cut, sub { cds() . cds('x' x 20000000) . "01 $line\n" }, $found],
    ['strangers.cds', $cut, sub { cds() . "$line\n" x 5000 }, $found],
    ['long-line.txt', $cut, sub { ("$line " . 'x' x 1000) x 5000 }, $found],
    ['digits.txt', $cut, sub { '9' x 5000000 }],
    ['ats.txt', $cut, sub { '@' x 500000 . 'a.' x 500000 . '@b' x 500000 }],
    ['labels.txt', $cut, sub { 'NHS No: NHS No: ' x 200000 }],
    ['capitals.txt', $cut, sub { 'Mr Dr Amal Example ' x 200000 }],
    ['spaces.txt', $cut, sub { ' ' x 10000000 . $letter }, $found],
);
