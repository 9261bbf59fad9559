#!/usr/bin/perl
# make.pl DIR [FIXTURES...] - makes the hostile tree below DIR/tree and, for each class, the table of what is expected: DIR/expected.CLASS.
#
# A row of the table: CLASS, NAME, the reasons that may stand beside the file or anything in it (`read`: none stands; one
# marked by ! must), and what must be found in it all the same.  Fields are separated by tabs.
# Each class is a folder with a neighbour, near.txt, whose person must be found whatever its neighbours do.
# Classes stand in files of their own beside this one; each is a list of rows  [NAME, REASONS, BYTES, FINDS].
use strict;
use warnings;
use File::Basename qw(dirname basename);
use File::Path qw(make_path);
use File::Spec;
use lib dirname(__FILE__);
use craft;

my @classes = qw(bombs names entities lies nests mixed cut);
my ($dir, @fixtures) = @ARGV;
die "usage: make.pl DIR [FIXTURES...]\n" unless defined $dir;
make_path("$dir/tree");

# A span of this many bytes that stands nowhere on the disk, or bytes.
sub put {
    my ($path, $bytes) = @_;
    open my $f, '>:raw', $path or die "$path: $!";
    for my $part (ref $bytes eq 'ARRAY' ? @$bytes : $bytes) {
        if (ref $part) {
            seek $f, $$part, 1 or die;
        } else {
            print $f $part or die "$path: $!";
        }
    }
    truncate $f, tell $f;
    close $f or die "$path: $!";
}

our $canary = "$dir/canary"; # a file that no reader may open
our $listener = $ENV{HOSTILE_PORT} // 9; # a port on which nobody may call
put($canary, person('canary'));

# A row's bytes: made only now, or as they stand.
sub class {
    my ($class, @rows) = @_;
    make_path("$dir/tree/$class");
    open my $table, '>', "$dir/expected.$class" or die "$dir/expected.$class: $!";
    for (['near.txt', 'read', person("near-$class"), "near-$class\@trust.example"], @rows) {
        my ($name, $reasons, $bytes, $finds) = @$_;
        put("$dir/tree/$class/$name", ref $bytes eq 'CODE' ? $bytes->() : $bytes);
        print $table join("\t", $class, $name, $reasons, $finds // ''), "\n";
    }
    close $table or die;
}

# Every fixture cut at each sixteenth.  What has its directory or its sums at its end cannot be whole, and must say so.
sub cuts {
    my @rows;
    for my $path (sort @_) {
        open my $f, '<:raw', $path or die "$path: $!";
        my $bytes = do { local $/; <$f> };
        next if length $bytes < 64 || length $bytes > 300_000;
        (my $name = basename(dirname($path)) . '-' . basename($path)) =~ s/[^\w.-]/_/g;
        my $packed = $bytes =~ /^(?:PK\x03\x04|\x1f\x8b|\xfd7zXZ|\x28\xb5\x2f\xfd|BZh|7z\xbc\xaf|Rar!|MSCF)/;
        my $reasons = 'truncated|corrupt|unsupported|encrypted' . ($packed ? '' : '|read');
        push @rows, map { ["$_-$name.cut", $reasons, substr $bytes, 0, length($bytes) * $_ / 16] } 1 .. 15;
    }
    @rows;
}

for my $class (@classes) {
    next if fork;
    my $file = File::Spec->rel2abs(dirname(__FILE__)) . "/$class.pl";
    my @rows = $class eq 'cut' ? cuts(@fixtures) : do $file;
    die "$file: " . ($@ || $!) unless @rows > 1;
    class($class, @rows);
    exit 0;
}
my $failed = 0;
while (wait > 0) { $failed ||= $? }
die "a class could not be made\n" if $failed;
