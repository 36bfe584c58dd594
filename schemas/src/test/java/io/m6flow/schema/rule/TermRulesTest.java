package io.m6flow.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.id.Identifiers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermRulesTest {
    private static final String RARE = "𠮷";

    private static TermChange.Builder change() {
        return TermChange.newBuilder()
                .setTenant("M-1")
                .setTerm("最显瘦")
                .setBy("wang")
                .setAt(Instant.parse("2026-01-31T04:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(TermOperation.class)
    void takesAGoodChange(TermOperation operation) {
        assertThat(TermRules.complaint(change().setOperation(operation).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"最美", "ab", RARE + RARE, " 最 美 "})
    void takesTermsFromTwoCharacters(String term) {
        assertThat(TermRules.complaint(change().setTerm(term).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"最", RARE, " 最 "})
    void refusesShorterTerms(String term) {
        assertThat(TermRules.complaint(change().setTerm(term).build()))
                .contains("term has 1 characters; write 2 to 32");
    }

    @Test
    void refusesAnEmptyTerm() {
        assertThat(TermRules.complaint(change().setTerm("  ").build()))
                .contains("term has 0 characters; write 2 to 32");
    }

    @Test
    void takesTermsUpToThirtyTwoCharacters() {
        assertThat(TermRules.complaint(change().setTerm(RARE.repeat(32)).build()))
                .isEmpty();
        assertThat(TermRules.complaint(change().setTerm("词".repeat(33)).build()))
                .contains("term has 33 characters; write 2 to 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"最|美", "{最美", "最美}", "最\n美"})
    void refusesTermsThatKeysCannotCarry(String term) {
        assertThat(TermRules.complaint(change().setTerm(term).build()))
                .hasValueSatisfying(why -> assertThat(why).startsWith("term holds one of"));
    }

    @Test
    void takesEverybodyAndTenantsThatAreIdentifiers() {
        assertThat(TermRules.complaint(change().setTenant(TermRules.EVERYBODY).build()))
                .isEmpty();
        String longest = "M".repeat(Identifiers.MAX_LENGTH);
        assertThat(TermRules.complaint(change().setTenant(longest).build())).isEmpty();
        assertThat(TermRules.complaint(change().setTenant(longest + "M").build()))
                .contains("tenant has 201 characters; the limit is 200");
        assertThat(TermRules.complaint(change().setTenant(" ").build())).contains("tenant is empty; give it a value");
        assertThat(TermRules.complaint(change().setTenant("M|1").build())).isPresent();
    }

    @Test
    void takesSuggestionsUpToSixtyFourCharacters() {
        assertThat(TermRules.complaint(change().setSuggestion("").build())).isEmpty();
        assertThat(TermRules.complaint(change().setSuggestion(RARE.repeat(64)).build()))
                .isEmpty();
        assertThat(TermRules.complaint(change().setSuggestion("词".repeat(65)).build()))
                .contains("suggestion has 65 characters; the limit is 64");
    }

    @Test
    void takesReasonsUpToTwoHundredCharacters() {
        assertThat(TermRules.complaint(change().setReason(RARE.repeat(200)).build()))
                .isEmpty();
        assertThat(TermRules.complaint(change().setReason("词".repeat(201)).build()))
                .contains("reason has 201 characters; the limit is 200");
    }

    @Test
    void refusesControlCharactersInWhatPeopleRead() {
        String complaint = " holds a line break or another control character; leave it out";
        assertThat(TermRules.complaint(change().setReason("一行\n两行").build())).contains("reason" + complaint);
        assertThat(TermRules.complaint(change().setSuggestion("\u001b[2J").build()))
                .contains("suggestion" + complaint);
    }
}
