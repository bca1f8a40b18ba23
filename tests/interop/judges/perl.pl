# Data::ICal of Perl: it knows which properties a component may have, and warns of others.
use strict;
use warnings;
use Data::ICal;
use Data::ICal::Entry::TimeZone;
use JSON::PP;

for my $file (@ARGV) {
    my @remarks;
    local $SIG{__WARN__} = sub { push @remarks, $_[0] };
    my $calendar = Data::ICal->new(filename => $file);
    my $said = { file => $file, remarks => \@remarks };
    if ($calendar) {
        my @events = grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries };
        $said->{events} = [map { { uid => $_->property('uid')->[0]->value } } @events];
    } else {
        $said->{error} = $calendar->error_message;
    }
    print JSON::PP->new->utf8->canonical->encode($said), "\n";
}
