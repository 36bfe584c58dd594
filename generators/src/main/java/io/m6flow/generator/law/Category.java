package io.m6flow.generator.law;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;

/** What kind of claim a term is. */
public enum Category {
    ABSOLUTE_TERM("absolute-term", "LAW_ABSOLUTE_TERM"),
    COSMETIC_EFFICACY("cosmetic-efficacy", "LAW_COSMETIC_EFFICACY"),
    MEDICAL_CLAIM("medical-claim", "LAW_MEDICAL_CLAIM"),
    GUARANTEE("guarantee", "LAW_GUARANTEE"),
    FALSE_DISCOUNT("false-discount", "LAW_FALSE_DISCOUNT"),
    SUPERSTITION_OTHER("superstition/other", "LAW_SUPERSTITION_OTHER");

    private final String label;
    private final String rule;

    Category(String label, String rule) {
        this.label = label;
        this.rule = rule;
    }

    /** As it stands in lexicons and in labelled sets. */
    public String label() {
        return label;
    }

    /** The rule that findings name. */
    public String rule() {
        return rule;
    }

    /** @throws IllegalArgumentException if there is no such category */
    @JsonCreator
    static Category of(String label) {
        return Arrays.stream(values())
                .filter(category -> category.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no category \"" + label + "\""));
    }
}
