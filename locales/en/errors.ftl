# Pages that say what went wrong, and what is wrong with a field.

error-label = Error
error-incident = Number to give to the practice:
error-title-400 = This request cannot be read
error-title-403 = This action is not allowed
error-title-404 = This page does not exist
error-title-405 = This page is not used that way
error-title-408 = The connection is too slow
error-title-409 = Things have changed in the meantime
error-title-410 = This link is no longer valid
error-title-413 = What you sent is too large
error-title-421 = This site does not answer to that address
error-title-422 = Some answers do not fit
error-title-429 = Too many requests in a short time
error-title-500 = Something went wrong on our side
error-title-503 = The service is unavailable for a moment
error-detail-400 = Go back to the home page and try again. If it happens again, please call the practice.
error-detail-404 = The address may be incomplete, or the page has been removed.
error-detail-408 = Your request did not arrive completely. Check your connection and try again.
error-detail-413 = Make what you send smaller and try again.
error-detail-500 = Nothing was saved. Try again in a moment; if it happens again, please call the practice.
error-detail-503 = Nothing was saved. Try again in a minute.
error-foreign-origin = The request does not come from a page of this site. Nothing was changed.
error-wait = Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} and try again. You can also call the practice.

field-missing = Please fill this in.
field-too-long = Too long: at most { $max } characters.
field-character = The character “{ $character }” is not accepted here.
field-malformed = This does not have the expected form. Please check.
field-out-of-range = Enter a value between { $min } and { $max }.
field-unknown-choice = Choose one of the options.
field-social-security = Do not enter a social security number: it is never asked for here.
field-end-before-start = The end must come after the start.
field-taken = Already used: choose something else.

error-disk-full = Nothing was saved: the practice's computer has no space left. Please call the practice.
