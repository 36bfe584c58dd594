package io.m6flow.review;

class ReferenceTermsTest extends TermBookContract {
    private final ReferenceTerms terms = new ReferenceTerms();

    @Override
    protected TermBook book() {
        return terms;
    }
}
