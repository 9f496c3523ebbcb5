"""What is said in English of a draft: how it was read, what of it only a person can settle, why it is refused."""

from django.utils.translation import gettext_noop

SAME = (
    gettext_noop(
        "The bytes are not UTF-8 and name no encoding: read as {page}; look whether the letters are right"
    ),
    gettext_noop("{count} places are no characters in {name}, and show as {sign}"),
    gettext_noop("{count} pictures: what they show is not read"),
    gettext_noop(
        "Text that a reader does not see at once (hidden elements, templates, noscript) is not read"
    ),
    gettext_noop("Text that is struck or deleted is not read"),
    gettext_noop("{count} frames with other pages in them: not read"),
    gettext_noop("A comment is never closed: everything after it is not read"),
    gettext_noop("A script is never closed: everything after it is not read"),
    gettext_noop("A style is never closed: everything after it is not read"),
    gettext_noop("The page has more than {most} blocks: the rest is read as one"),
    gettext_noop("The text holds NUL characters, which no reader sees"),
    gettext_noop("The front matter of the Markdown file is not checked"),
    gettext_noop("Only the first {most} code spans and link targets are left out"),
    gettext_noop("Blocks of code are not checked"),
    gettext_noop(
        "Words parted at line ends are joined where that is safe; positions count characters of the text "
        "shown"
    ),
    gettext_noop("{pictures} of {pages} pages hold no text, perhaps pictures of it: not read"),
    gettext_noop("Arabic letters of a PDF may come in another order than they show, lam-alef above all"),
    gettext_noop("Only the first {read} of {count} pages are read"),
    gettext_noop("{count} pages could not be read"),
    gettext_noop("{count} tracked deletions are left out; tracked insertions are read as text"),
    gettext_noop("Hidden text is not read"),
    gettext_noop("Footnotes and endnotes stand after the text"),
    gettext_noop("Page headers and footers are not read"),
    gettext_noop("{count} comment: not read"),
    gettext_noop("{count} comments: not read"),
    gettext_noop("{count} embedded file: not read"),
    gettext_noop("{count} embedded files: not read"),
    gettext_noop("{count} part in another format: not read"),
    gettext_noop(
        "No one language of the text can be told, so only digits and signs were looked for ({doubt})"
    ),
    gettext_noop(
        "The language is not one of {languages}, so only digits and signs were looked for ({doubt})"
    ),
    gettext_noop("it is in several scripts that are read here, and none of them is most of it"),
    gettext_noop("there are no letters here to tell the language by"),
    gettext_noop("the script is not one of those read here"),
    gettext_noop("Arabic script, but the language does not seem to be Arabic"),
    gettext_noop("the text seems to be in a language that is not read here ({lang})"),
    gettext_noop("{said}: the text gives no date of its own to read this from"),
    gettext_noop("{said}: of which year?"),
    gettext_noop("{text} could be {one} or {other}"),
    gettext_noop("Nothing was stored"),
    gettext_noop("The draft has no text in it"),
    gettext_noop("The page has no text that a reader would see"),
    gettext_noop("The document has no text in it"),
    gettext_noop("The document has no text in it (it holds pictures, which are not read)"),
    gettext_noop("Give the text that is to be checked"),
    gettext_noop("The draft has {count} characters; at most {most} are read"),
    gettext_noop("The draft has {count} bytes; at most {most} are read"),
    gettext_noop("The draft has {count} bytes of text; at most {most} are read"),
    gettext_noop("Check it in parts"),
    gettext_noop("These bytes are not a text: too many of them stand for no character"),
    gettext_noop("Give a text in UTF-8, or in UTF-16 with its byte order mark, or an HTML, DOCX or PDF file"),
    gettext_noop("This is {what}, which is not read here"),
    gettext_noop("an archive, and no Word document"),
    gettext_noop("an old Word, Excel or PowerPoint file"),
    gettext_noop("an RTF file"),
    gettext_noop("a sheet"),
    gettext_noop("an image file ({mime})"),
    gettext_noop("an audio file ({mime})"),
    gettext_noop("a video file ({mime})"),
    gettext_noop("an application file ({mime})"),
    gettext_noop("a {kind} file ({mime})"),
    gettext_noop("Give its text, or a Markdown, HTML, DOCX or PDF file"),
    gettext_noop("This archive holds no Word document"),
    gettext_noop("Save the document anew"),
    gettext_noop("The page has {what}"),
    gettext_noop("more than {most} characters that a reader sees"),
    gettext_noop("more than {most} tags"),
    gettext_noop("It was not read to its end, and nothing was stored"),
    gettext_noop("Give the text of its article alone"),
    gettext_noop("The PDF opens with a password only"),
    gettext_noop("Save it without a password"),
    gettext_noop("Save it anew, or give its text"),
    gettext_noop("This PDF holds pictures of text; the desk does not read pictures"),
    gettext_noop("Give the text itself, typed or read out by a program for scanned pages, and look it over"),
    gettext_noop("Reading the PDF took too much time or memory, or failed, and was stopped"),
    gettext_noop("Give its text"),
    gettext_noop("The document has {count} files in it; at most {most} are opened"),
    gettext_noop("The document unpacks to {size} MB; at most {most} MB are"),
    gettext_noop("The document unpacks to more than {most} times its size"),
    gettext_noop("The document unpacks to more than it claims"),
    gettext_noop("It was not unpacked, and nothing was stored"),
    gettext_noop("The document cannot be read: {said}"),
    gettext_noop("Open it in a word processor and save it anew, or give its text"),
    gettext_noop("The document is locked: {said}"),
    gettext_noop("The document has more than {most} characters of text"),
    gettext_noop("{address} is larger than the {most} MB fetched for a check"),
    gettext_noop("{address} did not answer: {why}"),
    gettext_noop("{address} answered with {status}, which is no page to check"),
    gettext_noop("What came from {address} cannot be unpacked: {state}"),
    gettext_noop("Save the page or its text in a file, and have that checked"),
    gettext_noop("Look at the address, or try again later"),
    gettext_noop("Nothing was connected to"),
    gettext_noop("The text has {count} characters, and one check takes {most}"),
    gettext_noop("The text has {count} characters, and a page checks {most}"),
    gettext_noop(
        "The text has {items} numbers, dates and other things to check in {count} characters, and one "
        "check takes {most}"
    ),
    gettext_noop("Nothing of it was checked and nothing is stored"),
    gettext_noop("The checked draft is too old or did not come from this page"),
    gettext_noop("Check the text once more"),
    gettext_noop("The language model was asked in vain. {what}"),
    gettext_noop("What it answered is not the JSON that was asked for"),
    gettext_noop("What it answered is not a list of suggestions"),
    gettext_noop("It answered with the status {status}"),
    gettext_noop("It answered with more than {most} bytes"),
    gettext_noop("It took longer than {seconds} s"),
    gettext_noop("It cannot be reached: {said}"),
    gettext_noop("Nothing was stored, and the check without the model is complete"),
    gettext_noop("Go on without it, or try again later"),
    gettext_noop("This desk names no language model"),
    gettext_noop("Check the text without one"),
    gettext_noop("Nobody said that this text may be sent to the language model"),
    gettext_noop("A restricted text is never sent to the language model"),
    gettext_noop("Check the text without it"),
    gettext_noop("The language model is given at most {most} characters, and this text has {count}"),
    gettext_noop("Check the text without it, or a part of it"),
    gettext_noop("The table [claims.model] of desk.toml is not understood: {what}"),
    gettext_noop("Mend it as docs/pressing-a-draft.md shows, or take it out"),
)
# What a page says in place of words that name a command, or that want mending.
ON_A_PAGE = {
    "1 picture: what they show is not read": gettext_noop("1 picture: what it shows is not read"),
    "{count} picture: what they show is not read": gettext_noop("{count} picture: what it shows is not read"),
    "{count} frame with other pages in them: not read": gettext_noop(
        "{count} frame with another page in it: not read"
    ),
    "{count} part in another formats: not read": gettext_noop("{count} parts in another format: not read"),
    "read as {lang}, which is not sure: name the language": gettext_noop("read as {lang}, which is not sure"),
    "This is a broken archive, or a part of one: {said}": gettext_noop(
        "This is a broken archive, or a part of one"
    ),
    "The PDF cannot be read: {said}": gettext_noop("The PDF cannot be read: it is broken"),
    "'it declares entities or a document type (DTD), as no document of Word does'": gettext_noop(
        "it declares entities or a document type (DTD), as no document of Word does"
    ),
    "'what it holds is not whole XML; it may have been cut off or changed'": gettext_noop(
        "what it holds is not whole XML; it may have been cut off or changed"
    ),
    (
        "Split it, or check it part by part: holdfast check FILE --from 0 reads what one check takes, and "
        "says where to go on"
    ): gettext_noop("Check a part of it"),
    "Check a part of it, or the file part by part: holdfast check FILE --from 0": gettext_noop(
        "Check a part of it"
    ),
}
