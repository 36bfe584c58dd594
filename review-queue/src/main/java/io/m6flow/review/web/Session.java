package io.m6flow.review.web;

import java.util.Base64;

/**
 * A browser that is signed in.
 *
 * @param id the browser's secret
 */
record Session(String id, Principal principal) {

    /** Must come with every request that changes something; follows from the id, so that it is kept nowhere. */
    String csrf() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("csrf\n" + id));
    }
}
