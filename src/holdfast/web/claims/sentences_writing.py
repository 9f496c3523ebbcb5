"""What is said in English of claims, reviews, reports and rumours that are refused."""

from django.utils.translation import gettext_noop

SAME = (
    gettext_noop("Nothing was written"),
    gettext_noop("Nothing was published"),
    gettext_noop("Nothing was withdrawn"),
    gettext_noop("Nothing was kept"),
    gettext_noop("Nothing was matched and nothing was stored"),
    gettext_noop("{code} is not the code of a language"),
    gettext_noop("Write it like en, ar or fr"),
    gettext_noop("The {what} has {count} characters; it takes {least} to {most}"),
    gettext_noop("The {what} holds {sign}, which is no character of a text"),
    gettext_noop("The {what} is not given in English"),
    gettext_noop("Give it in English, and in other languages beside"),
    gettext_noop("claim"),
    gettext_noop("reason"),
    gettext_noop("reason of a review"),
    gettext_noop("note"),
    gettext_noop("title"),
    gettext_noop("place"),
    gettext_noop("occasion"),
    gettext_noop("place it was passed on at"),
    gettext_noop("name of who wrote the text"),
    gettext_noop("{word} is not a verdict"),
    gettext_noop("{who} cannot write under the level {level}"),
    gettext_noop("Choose a level within your clearance"),
    gettext_noop("There is no source {key}"),
    gettext_noop("Add the source first"),
    gettext_noop("There is no document {key}"),
    gettext_noop("Add the document first"),
    gettext_noop("The words are this desk's own or a source's, not both"),
    gettext_noop("Leave one of them out"),
    gettext_noop("Only a text can be of somebody who is no source here"),
    gettext_noop("Name a source, or nobody"),
    gettext_noop("The report does not say whose text it is"),
    gettext_noop("Name a source, or somebody who is no source here, or say that it is the desk's own"),
    gettext_noop("A claim asserts at most {most} things; here are {count}"),
    gettext_noop("Make several claims of it"),
    gettext_noop("{given} is not an item"),
    gettext_noop("Give an object with the fields of an item"),
    gettext_noop("An item has no field {name}"),
    gettext_noop("Its fields are {names}"),
    gettext_noop("{value} is not a {name} of an item"),
    gettext_noop("The field {name} of an item is not a text"),
    gettext_noop("The field {name} of an item is not an exact number"),
    gettext_noop("What it asserts is not JSON: {said}"),
    gettext_noop("What it asserts is not a list of items"),
    gettext_noop("Give an object, or a list of them"),
    gettext_noop("There is no claim {key}"),
    gettext_noop("There is no review {key}"),
    gettext_noop("There is no imported review {key}"),
    gettext_noop("There is no accepted check {key}"),
    gettext_noop("Look at the page of its claim"),
    gettext_noop("Look at the list of imported reviews"),
    gettext_noop("Look at the list of accepted checks"),
    gettext_noop("The relay names nobody"),
    gettext_noop("Give a source, a document, or where it was passed on"),
    gettext_noop("“{word}” is said without showing what it rests on"),
    gettext_noop("Name rows (O-12), captures (E-0001) or documents by their keys"),
    gettext_noop("A review rests on at most {most} things; here are {count}"),
    gettext_noop("There is no row, capture or document {keys}"),
    gettext_noop("Write rows like O-12, captures like E-0001, documents by their keys"),
    gettext_noop("A number of independent sources goes with “{word}” alone"),
    gettext_noop("“supported” does not say by how many independent sources"),
    gettext_noop("Count who counts upstream: relays are not a second source"),
    gettext_noop("The evidence shows {there} independent sources, not {said}"),
    gettext_noop(
        "A relay is no second source, and sources with one upstream are one: name more evidence or fewer "
        "sources"
    ),
    gettext_noop("The day {day} has not come"),
    gettext_noop("Review as of today or of an earlier day"),
    gettext_noop(
        "“{word}” is said on rows of another source or another thing than the claim speaks of: the "
        "desk’s own check cites none of them"
    ),
    gettext_noop(
        "“{word}” is said on rows of another source or another thing than the claim speaks of: the "
        "desk’s own check cites {rows}"
    ),
    gettext_noop("{by} wrote {review}; a second reader is another person"),
    gettext_noop("Ask another editor or reviewer to read it"),
    gettext_noop("{review} has a second reader already"),
    gettext_noop("{review} is published already"),
    gettext_noop("{review} is not published"),
    gettext_noop("{review} is withdrawn already"),
    gettext_noop("A later review supersedes {review}"),
    gettext_noop("Read and publish the latest one"),
    gettext_noop("{review} names what its readers may not see: {keys}"),
    gettext_noop("Open it first, or write a review that rests on what is open"),
    gettext_noop("Nobody but {by} has read {review}"),
    gettext_noop("A report has 1 to {most} lines; this one has {count}"),
    gettext_noop("A text of {count} bytes is not kept; at most {most} are"),
    gettext_noop("The text holds characters that cannot be kept"),
    gettext_noop("Keep the report without its text"),
    gettext_noop("The time of the check has no zone"),
    gettext_noop("The line was proposed as “{proposed}” and accepted as “{verdict}” without a reason"),
    gettext_noop("Say why you decided otherwise"),
    gettext_noop("A line of a report holds more than {most} characters"),
    gettext_noop("The {what} of a line is not an object"),
    gettext_noop("It has {count} bytes; at most {most} are read"),
    gettext_noop("It is empty"),
    gettext_noop("It holds no ClaimReview"),
    gettext_noop("It is not a text in UTF-8: byte {at} is not a letter"),
    gettext_noop("It holds more than {most} reviews"),
    gettext_noop("It is nested too deep"),
    gettext_noop("It is nested more than {depth} deep"),
    gettext_noop("The number {number} has more than {most} digits"),
    gettext_noop("{word} is no number of JSON"),
    gettext_noop("no review in it can be read"),
    gettext_noop("Give JSON with ClaimReviews, a page that holds them as JSON-LD, or a DataFeed of them"),
    gettext_noop("{name}: another import kept some of these reviews at the same moment"),
    gettext_noop("Import it again: what is there is left alone"),
    gettext_noop("{imported} is linked to {claim} already"),
    gettext_noop("{imported} is linked to no claim already"),
    gettext_noop("{text} holds control characters: it is not a text"),
    gettext_noop("Give the words of the rumour in UTF-8"),
    gettext_noop("The text has {count} characters; one rumour has at most {most}"),
    gettext_noop("The text holds no words"),
    gettext_noop("Give the words of the rumour"),
    gettext_noop("Review {number}: {what}"),
    gettext_noop("And {count} more like it"),
    gettext_noop("it has {count} bytes; one review has at most {most}"),
    gettext_noop("it does not say which claim it reviews (claimReviewed)"),
    gettext_noop("it gives no address of the web (url)"),
    gettext_noop("it is nested more than {depth} deep"),
    gettext_noop("{text} is not a number"),
    gettext_noop("{text} is not a number of at most {most} digits"),
    gettext_noop("{text} has more than {most} digits"),
    gettext_noop("There is no number here"),
    gettext_noop("The date {text} is too long"),
    gettext_noop("The date {text} is a set of dates"),
    gettext_noop("The date {text} has a clock time"),
    gettext_noop("The date {text} leaves one side empty"),
    gettext_noop("The date {text} is open on both sides"),
    gettext_noop("The date {text} ends before it begins"),
    gettext_noop("The date {text} is not in a form that is read here"),
    gettext_noop("The date {text} gives a month of a year that is not known"),
    gettext_noop("The date {text} has the year 0000, which the calendar used here does not"),
    gettext_noop("The date {text} does not exist in the calendar"),
    gettext_noop("Write the day alone here"),
    gettext_noop("Write .. for a side that is open"),
    gettext_noop("Check the day and the month"),
    gettext_noop("Write it like 2025-10-10, 2025-10, 2025, 2025-10-1X, 2025-10~ or 2025-10-10/2025-10-31"),
)
# What a page says in place of words that name a command, or that want mending.
ON_A_PAGE = {
    "Choose of: {verdicts}": gettext_noop("Choose a verdict of the list"),
    "Look at the list: holdfast claim list": gettext_noop("Look at the list of claims"),
    "Look at the list of claims: holdfast claim list": gettext_noop("Look at the list of claims"),
    "Write it like C-0001.r1; holdfast claim show C-0001 lists them": gettext_noop(
        "Write it like C-0001.r1; the page of the claim lists them"
    ),
    (
        "Name rows of the claim’s own source and thing, or say that these are meant (--evidence-anyway); the "
        "review then says so"
    ): gettext_noop(
        "Name rows of the claim’s own source and thing, or tick that these are meant; the review then says so"
    ),
    "Ask another person to read it: holdfast claim second {review}": gettext_noop(
        "Ask another person to read it"
    ),
    "It is not JSON: {said}, line {line} column {column}": gettext_noop(
        "It is not JSON: look at line {line}, column {column}"
    ),
    "This is not JSON: {said}, line {line} column {column}": gettext_noop(
        "look at line {line}, column {column}"
    ),
    "Mend them, or keep the others alone: --skip-broken": gettext_noop(
        "Mend them, or tick to keep the others alone"
    ),
    "Give the sentences that say it, or a file of rumours with --queries": gettext_noop(
        "Give the sentences that say it"
    ),
    "Write each date in a row of its own": gettext_noop("Write one date"),
}
