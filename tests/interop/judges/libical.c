/* libical, the parser of Evolution, KOrganizer and Cyrus, with its check of what iTIP demands (icalrestriction_check). */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static void quoted(const char *text) {
    putchar('"');
    for (; text && *text; text++)
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char)*text < 32)
            printf("\\u%04x", *text);
        else
            putchar(*text);
    putchar('"');
}

static char *content(const char *file) {
    FILE *in = fopen(file, "rb");
    char *text = calloc(1, 1 << 22);
    if (in) {
        fread(text, 1, (1 << 22) - 1, in);
        fclose(in);
    }
    return text;
}

static void event(icalcomponent *found, const char *before) {
    struct icaltimetype start = icalcomponent_get_dtstart(found), end = icalcomponent_get_dtend(found);
    printf("%s{\"uid\": ", before);
    quoted(icalcomponent_get_uid(found));
    printf(", \"title\": ");
    quoted(icalcomponent_get_summary(found));
    printf(", \"start\": %ld, \"end\": %ld, \"cancelled\": %s, \"attendees\": [", (long)icaltime_as_timet_with_zone(start, icaltime_get_timezone(start)),
           (long)icaltime_as_timet_with_zone(end, icaltime_get_timezone(end)), icalcomponent_get_status(found) == ICAL_STATUS_CANCELLED ? "true" : "false");
    before = "";
    for (icalproperty *one = icalcomponent_get_first_property(found, ICAL_ATTENDEE_PROPERTY); one; one = icalcomponent_get_next_property(found, ICAL_ATTENDEE_PROPERTY)) {
        printf("%s", before);
        quoted(icalproperty_get_attendee(one));
        before = ", ";
    }
    icalproperty *organizer = icalcomponent_get_first_property(found, ICAL_ORGANIZER_PROPERTY);
    printf("], \"organizer\": ");
    quoted(organizer ? icalproperty_get_organizer(organizer) : "");
    printf("}");
}

static void errors(icalcomponent *calendar) {
    const char *before = "";
    for (icalcomponent *part = calendar; part; part = part == calendar ? icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT) : icalcomponent_get_next_component(calendar, ICAL_ANY_COMPONENT))
        for (icalproperty *one = icalcomponent_get_first_property(part, ICAL_XLICERROR_PROPERTY); one; one = icalcomponent_get_next_property(part, ICAL_XLICERROR_PROPERTY)) {
            printf("%s", before);
            quoted(icalproperty_get_xlicerror(one));
            before = ", ";
        }
}

int main(int count, char **files) {
    for (int i = 1; i < count; i++) {
        icalcomponent *calendar = icalparser_parse_string(content(files[i]));
        printf("{\"file\": ");
        quoted(files[i]);
        if (!calendar) {
            printf(", \"error\": \"not read\"}\n");
            continue;
        }
        printf(", \"events\": [");
        const char *before = "";
        for (icalcomponent *one = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); one; one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            event(one, before);
            before = ", ";
        }
        int valid = icalrestriction_check(calendar);
        printf("], \"valid\": %s, \"remarks\": [", valid ? "true" : "false");
        errors(calendar);
        printf("]}\n");
    }
    return 0;
}
