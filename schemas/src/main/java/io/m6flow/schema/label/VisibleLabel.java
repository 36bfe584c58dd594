package io.m6flow.schema.label;

import java.io.Serializable;
import java.util.Objects;

/**
 * What tells readers that a text is generated, and where that stands.
 *
 * @param words such as "AI生成"; holds 人工智能 or AI, and 生成 or 合成, as GB 45438-2025 asks
 */
public record VisibleLabel(String words, Placement placement) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** "AI生成", beside the text. */
    public static final VisibleLabel USUAL = new VisibleLabel("AI生成", Placement.FIELD);

    private static final int MOST_CHARACTERS = 40;

    /** Where the words stand. */
    public enum Placement {
        /** Beside the text, in a field of its own; whoever shows the text shows it too. */
        FIELD,
        /** In the text, in brackets before all else. */
        START,
        /** In the text, in brackets after all else. */
        END
    }

    public VisibleLabel {
        words = words.strip();
        Objects.requireNonNull(placement, "placement");
        boolean namesTheMachine = words.contains("人工智能") || words.contains("AI");
        boolean namesTheMaking = words.contains("生成") || words.contains("合成");
        if (!namesTheMachine || !namesTheMaking) {
            throw new IllegalArgumentException(
                    "a visible label must hold 人工智能 or AI, and 生成 or 合成, was \"" + words + "\"");
        }
        if (words.length() > MOST_CHARACTERS || words.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a visible label must be one line of at most " + MOST_CHARACTERS
                    + " characters, had " + words.length());
        }
    }

    /** The text as it is handed out. */
    String in(String text) {
        return switch (placement) {
            case FIELD -> text;
            case START -> bracketed(words) + text;
            case END -> text + bracketed(words);
        };
    }

    /** A text for a place where nothing can stand beside it: with the words behind it, unless they are in place already. */
    public static String within(String text, String words) {
        String label = bracketed(words);
        return text.startsWith(label) || text.endsWith(label) ? text : text + label;
    }

    private static String bracketed(String words) {
        return "（" + words + "）";
    }
}
