package io.m6flow.job.writing;

import java.text.Normalizer;
import java.util.Locale;

/** Whether a cleaned text keeps to what was said: it may leave out and punctuate, and do nothing else. */
final class Faithfulness {
    private Faithfulness() {}

    /** True if every letter and digit of the cleaned text stands in the transcript, in the same order. */
    static boolean holds(String cleaned, String transcript) {
        int[] said = words(transcript);
        int at = 0;
        for (int wanted : words(cleaned)) {
            while (at < said.length && said[at] != wanted) {
                at++;
            }
            if (at++ == said.length) {
                return false;
            }
        }
        return true;
    }

    /** Letters and digits, with full-width forms and case made equal, as the model's tokenizer does. */
    private static int[] words(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .toArray();
    }
}
