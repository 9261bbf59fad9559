# mixed.pl - files under another's name, and files that are two things at once.
package mixed;
use strict;
use warnings;
use craft;

my $letter = person('mixed');
my $found = 'mixed@trust.example';
my $csv = "NHS Number,Surname,Forename,Email\n9990000018,Example,Amal,$found\n9990000026,Sample,Bela,b\@trust.example\n";
my $html = "<html><body><p>$letter</p></body></html>";
my $gif = "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
my $zip = sub { zip(['people.csv', $csv]) };
my $mail = "From: a\@trust.example\nTo: $found\nSubject: x\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\n$letter";
my $pdf = sub { pdf_text({}, $letter) };
my $both = 'read|unsupported|corrupt|truncated';

(
    # ---- another's name: content decides ----
    (map { ["csv.$_", 'read', $csv, $found] } qw(pdf docx zip exe png xlsx gz dll)),
    (map { ["pdf.$_", 'read', $pdf, $found] } qw(txt jpg csv zip)),
    (map { ["zip.$_", 'read', $zip, $found] } qw(txt pdf jpg docx xlsx eml)),
    (map { ["gz.$_", 'read', gz($letter), $found] } qw(txt zip pdf)),
    (map { ["html.$_", 'read', $html, $found] } qw(doc xls pdf)),
    (map { ["mail.$_", 'read', $mail, $found] } qw(doc pdf zip)),
    ['no-name-at-all', 'read', $csv, $found],
    ['letter.tar.gz.zip.docx', 'read', sub { gz(tar(['l', $letter])) }, $found],
    # ---- two things at once: what the one that wins leaves is told, and the other's people are found where it can be ----
    ['pdf-then-zip', $both, sub { $pdf->() . $zip->() }, $found],
    ['csv-then-zip', $both, sub { $csv x 3 . $zip->() }, $found],
    ['text-then-zip', $both, sub { zip({before => $letter}, ['people.csv', $csv]) }, $found],
    ['gif-then-html', $both, sub { "$gif;$html" }],
    ['gif-then-zip', $both, sub { zip({before => "$gif;"}, ['people.csv', $csv]) }],
    ['png-then-zip', $both, sub { png(1, 1, "\0\0") . $zip->() }],
    ['jpg-then-zip', $both, sub { "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9" . $zip->() }],
    ['program-then-zip', $both, sub { zip({before => 'MZ' . "\x90\0\3" . "\0" x 600}, ['people.csv', $csv]) }, $found],
    ['mail-then-zip', $both, sub { $mail . $zip->() }, $found],
    ['rtf-then-zip', $both, sub { "{\\rtf1 $letter}" . $zip->() }],
    ['zip-then-pdf', $both, sub { $zip->() . $pdf->() }, $found],
    ['zip-then-text', $both, sub { $zip->() . "\n" . $letter x 50 }, $found],
    ['zip-then-zip', $both, sub { zip(['first.txt', person('first-zip')]) . $zip->() }, $found],
    ['gz-then-text', $both, sub { gz($letter) . $letter x 50 }, $found],
    ['tar-in-csv-name.tar', 'read', sub { tar(["NHS Number,Surname,Forename,Email", $csv]) }, $found],
    ['html-then-json', 'read', sub { "$html\n[{\"email\":\"json\@trust.example\"}]\n" }, $found],
    ['html-in-pdf', 'read|corrupt', sub { "<!--\n" . $pdf->() . "\n-->$html" }, $found],
    ['mail-in-mbox', 'read', sub { "From a\@trust.example Mon Jan  1 10:00:00 2024\n$mail\n\nFrom b\@trust.example Mon Jan  1 10:00:00 2024\n$mail\n" }, $found],
    ['xml-in-zip-in-docx.docx', 'read', sub { zip(['[Content_Types].xml', $html], ['a.zip', $zip->()]) }, $found],
    ['docx-without-document.docx', 'read|corrupt', sub { zip(['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'], ['p.txt', $letter]) }, $found],
    ['docx-and-xlsx', 'read|corrupt', sub { zip(['[Content_Types].xml', '<Types/>'], ['word/document.xml', "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>$found</w:t></w:r></w:p></w:body></w:document>"], ['xl/workbook.xml', '<workbook/>']) }, $found],
    ['script.js', 'read', sub { "#!/bin/sh\ntouch /tmp/touchstone-hostile-escaped\n# $found\n" }, $found],
    ['formula.csv', 'read', sub { "name,email\n=cmd|' /C calc'!A0,$found\n\@SUM(1+1),x\n" }, $found],
    ['markup.csv', 'read', sub { "name,email\n<script>alert(1)</script>,$found\n\e[31m\x07,x\n" }, $found],
);
