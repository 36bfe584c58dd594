package io.m6flow.generator.law;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How much a passage reads like a claim that the law does not allow: logistic regression over its runs of one to four
 * characters, learned from labelled sentences. It knows wordings that no pattern foresees, and cannot say why. Immutable.
 *
 * <p>Runs are hashed into a table of weights of one byte each (Weinberger et al., Feature Hashing for Large Scale Multitask
 * Learning, ICML 2009).
 */
final class ClaimModel {
    static final int SIZE = 1 << 17;

    private static final int LONGEST_RUN = 4;

    /** Spreads sums over the whole range (Knuth's multiplicative hashing). */
    private static final int SPREAD = 0x9E3779B1;

    /** The upper bits are the better spread ones: they are folded down by so many. */
    private static final int FOLD = 15;

    private static final String SHIPPED = "claims.model.gz";
    private static final int VERSION = 1;

    private final byte[] weights;
    private final float scale;
    private final float bias;

    /**
     * @param weights as many as {@link #SIZE}
     * @param scale what a weight of 1 stands for
     */
    ClaimModel(byte[] weights, float scale, float bias) {
        if (weights.length != SIZE) {
            throw new IllegalArgumentException("a model has " + SIZE + " weights, this one " + weights.length);
        }
        this.weights = weights.clone();
        this.scale = scale;
        this.bias = bias;
    }

    /** The one that comes with this version. */
    static ClaimModel shipped() {
        return Shipped.MODEL;
    }

    private static final class Shipped {
        static final ClaimModel MODEL = ShippedFile.read(SHIPPED, ClaimModel::read);
    }

    /** @throws IOException if it is no model of this version */
    static ClaimModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new GZIPInputStream(in));
        int version = data.readInt();
        if (version != VERSION) {
            throw new IOException("the model has version " + version + ", and " + VERSION + " is known here");
        }
        float scale = data.readFloat();
        float bias = data.readFloat();
        byte[] weights = new byte[SIZE];
        data.readFully(weights);
        return new ClaimModel(weights, scale, bias);
    }

    void write(OutputStream out) throws IOException {
        GZIPOutputStream packed = new GZIPOutputStream(out);
        DataOutputStream data = new DataOutputStream(packed);
        data.writeInt(VERSION);
        data.writeFloat(scale);
        data.writeFloat(bias);
        data.write(weights);
        data.flush();
        packed.finish();
    }

    /** From 0 to 1. */
    double likelihood(Excerpt excerpt) {
        int length = excerpt.length();
        long sum = 0;
        for (int from = 0; from < length; from++) {
            int last = Math.min(length, from + LONGEST_RUN);
            int hash = 0;
            for (int at = from; at < last; at++) {
                hash = extend(hash, excerpt.at(at));
                sum += weights[place(hash)];
            }
        }
        return logistic(scale * sum / Math.sqrt(runs(length)) + bias);
    }

    /** Where the weights of an excerpt's runs stand. */
    static int[] places(Excerpt excerpt) {
        int[] places = new int[runs(excerpt.length())];
        int filled = 0;
        for (int from = 0; from < excerpt.length(); from++) {
            int last = Math.min(excerpt.length(), from + LONGEST_RUN);
            int hash = 0;
            for (int at = from; at < last; at++) {
                hash = extend(hash, excerpt.at(at));
                places[filled++] = place(hash);
            }
        }
        return places;
    }

    /** How many there are of one to four characters. */
    private static int runs(int length) {
        int longest = Math.min(LONGEST_RUN, length);
        return longest * length - longest * (longest - 1) / 2;
    }

    /** The hash of a run that goes on with one more character. */
    private static int extend(int hash, char next) {
        return (hash + next) * SPREAD;
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> FOLD)) & (SIZE - 1);
    }

    static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
