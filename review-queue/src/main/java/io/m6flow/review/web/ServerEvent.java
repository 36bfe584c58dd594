package io.m6flow.review.web;

/**
 * A server-sent event.
 *
 * @param id what a listener that comes again names as the last it has heard; empty where there is none
 * @param data one line of JSON
 */
record ServerEvent(String id, String name, String data) {
    ServerEvent(String name, String data) {
        this("", name, data);
    }
}
