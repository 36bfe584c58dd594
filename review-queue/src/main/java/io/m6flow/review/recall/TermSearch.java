package io.m6flow.review.recall;

import java.text.Normalizer;
import java.util.Locale;

/** Says whether a text holds a term, whatever it is written with: full width, capitals, spaces between. Thread-safe. */
@FunctionalInterface
public interface TermSearch {
    /** By Unicode's compatibility forms, without case, spaces and invisible signs. */
    TermSearch PLAIN = (text, term) -> plain(text).contains(plain(term));

    boolean holds(String text, String term);

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(sign -> !Character.isWhitespace(sign)
                        && !Character.isSpaceChar(sign)
                        && Character.getType(sign) != Character.FORMAT
                        && Character.getType(sign) != Character.CONTROL)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
