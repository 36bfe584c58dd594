package io.m6flow.generator.m6;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The normal form of text that the models were trained on; no Unicode compatibility folding. Stateless. */
final class Normal {
    private static final String CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff";
    private static final String CJK_OR_MARK = CJK + "\u3001-\u303f\uff01-\uff5e\u2018-\u201d\u2026\u2014";
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern SPACE_BESIDE_CJK =
            Pattern.compile("(?<=[" + CJK_OR_MARK + "]) | (?=[" + CJK_OR_MARK + "])");
    private static final Pattern ASCII_MARK_AFTER_CJK = Pattern.compile("(?<=[" + CJK_OR_MARK + "])[,;:?!]");
    private static final Pattern REPEATED_MARK = Pattern.compile("([，。！？、；：~～…\\-—=*.!?,])\\1{2,}");

    private Normal() {}

    /** Level 1, for every source: widths, spaces and invisible characters. */
    static String source(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int mapped = map(c);
            if (mapped >= 0) {
                out.appendCodePoint(mapped);
            }
        });
        String single = SPACES.matcher(out).replaceAll(" ");
        String joined = SPACE_BESIDE_CJK.matcher(single).replaceAll("");
        return trimSpaces(joined);
    }

    /** Level 2, for running text but not for attribute lists: level 1, then punctuation. */
    static String runningText(String text) {
        String wide = ASCII_MARK_AFTER_CJK
                .matcher(source(text))
                .replaceAll(m -> String.valueOf(fullWidth(m.group().charAt(0))));
        String dotted = wide.replace('．', '。')
                .replace("......", "……")
                .replace("。。。。。。", "……")
                .replace("。。。", "……");
        return REPEATED_MARK.matcher(dotted).replaceAll(m -> {
            String mark = m.group(1);
            return Matcher.quoteReplacement(mark.equals("…") || mark.equals("—") ? mark + mark : mark);
        });
    }

    /** The character that stands in for this one, or -1 where it is dropped. */
    private static int map(int c) {
        if (isSpace(c)) {
            return ' ';
        }
        if (c < 0x20 || c == 0x7f || isInvisible(c)) {
            return -1;
        }
        if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a)) {
            return c - 0xfee0;
        }
        return c == 0xff05 ? '%' : c;
    }

    private static boolean isSpace(int c) {
        return switch (c) {
            case '\t', '\n', '\r', 0xa0, 0x2002, 0x2003, 0x2009, 0x2028, 0x2029, 0x3000 -> true;
            default -> false;
        };
    }

    /** Zero-width characters, the soft hyphen, and halves of a surrogate pair, which no encoding can carry. */
    private static boolean isInvisible(int c) {
        return switch (c) {
            case 0xad, 0x200b, 0x200c, 0x200d, 0xfe0f, 0xfeff -> true;
            default -> c >= 0xd800 && c <= 0xdfff;
        };
    }

    private static char fullWidth(char mark) {
        return (char) (mark + 0xfee0);
    }

    private static String trimSpaces(String s) {
        int start = 0;
        int end = s.length();
        while (start < end && s.charAt(start) == ' ') {
            start++;
        }
        while (end > start && s.charAt(end - 1) == ' ') {
            end--;
        }
        return s.substring(start, end);
    }
}
