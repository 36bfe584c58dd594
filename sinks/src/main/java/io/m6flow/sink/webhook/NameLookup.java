package io.m6flow.sink.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host's name; in tests it says what a hostile name server would. */
interface NameLookup {
    InetAddress[] find(String host) throws UnknownHostException;
}
