#!/usr/bin/perl
# judge.pl CLASS EXPECTED FOUND TOLD - compares what `scan` found (its JSON lines) and told (its messages) of one class's
# folder with the rows expected of it; prints what differs, then "N passed, N failed".
use strict;
use warnings;

my ($class, $expected, $found, $told) = @ARGV;
sub lines { my ($path) = @_; open my $f, '<:raw', $path or die "$path: $!"; <$f> }

my (%reasons, %finds, @rows);
for (lines($expected)) {
    chomp;
    my ($of, $name, $allowed, $finds) = split /\t/, $_, -1;
    push @rows, [$name, $allowed, $finds] if $of eq $class;
}
my %known = map { $_->[0] => 1 } @rows;
for (lines($told)) {
    next unless m{^touchstone scan: (?:\./)?\Q$class\E/(.*)$}s;
    my $rest = $1;
    my ($name) = $rest =~ m{^(.*?)(?:!/|: )} or next;
    next unless $known{$name};
    my ($reason) = $rest =~ /.*?: (truncated|corrupt|unsupported|encrypted|too-deep|too-large|ratio|timeout|memory|crashed|policy|changed|unreadable)(?:[,:\n]|$)/;
    $reasons{$name}{$reason // "?$rest"} = 1;
}
for (lines($found)) {
    my ($path, $value) = /^\{"path":"((?:[^"\\]|\\.)*)".*?"value":"((?:[^"\\]|\\.)*)"/ or next;
    $path =~ s{^(?:\./)?\Q$class\E/}{};
    $path =~ s{!/.*}{}s;
    $finds{$path}{$value} = 1;
}
my ($passed, $failed) = (0, 0);
for (@rows) {
    my ($name, $allowed, $finds) = @$_;
    my %allowed = map { $_ => 1 } $allowed =~ /[^|!]+/g;
    my ($must) = $allowed =~ /!([^|]+)/;
    my @had = sort keys %{$reasons{$name} // {read => 1}};
    my @wrong = grep { !$allowed{$_} } @had;
    push @wrong, "no $must" if $must && !$reasons{$name}{$must};
    my $missed = length $finds && !$finds{$name}{$finds};
    if (@wrong || $missed) {
        $failed++;
        print "FAILED $class/$name: ", join(', ', (map { "$_, not $allowed" } @wrong), $missed ? "$finds was not found" : ()), "\n";
    } else {
        $passed++;
    }
}
print "hostile-$class: $passed passed, $failed failed\n";
exit($failed > 0);
