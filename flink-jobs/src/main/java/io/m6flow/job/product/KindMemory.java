package io.m6flow.job.product;

/** The newest revision that a kind was asked for with, and the digest of the facts it was written from. */
public record KindMemory(long revision, String digest) {}
