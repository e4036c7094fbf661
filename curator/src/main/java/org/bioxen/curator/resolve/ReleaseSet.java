// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Some of the states that a package can be in: the index of a release, or, as the last, that it is not there. Sets of one package
 * have the same size. Exact for constraints of any kind, also those that are no range. Immutable.
 */
final class ReleaseSet {
    private final int size;
    private final long[] words;

    private ReleaseSet(int size, long[] words) {
        this.size = size;
        this.words = words;
    }

    static ReleaseSet of(int size, IntPredicate states) {
        long[] words = new long[(size + 63) >> 6];
        for (int i = 0; i < size; i++) {
            if (states.test(i)) {
                words[i >> 6] |= 1L << i;
            }
        }
        return new ReleaseSet(size, words);
    }

    static ReleaseSet all(int size) {
        return of(size, i -> true);
    }

    static ReleaseSet only(int size, int state) {
        return of(size, i -> i == state);
    }

    boolean has(int state) {
        return (words[state >> 6] & 1L << state) != 0;
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The first state at or after that one, or -1. */
    int next(int from) {
        for (int i = from >> 6; i < words.length; i++) {
            long word = i == from >> 6 ? words[i] & -1L << from : words[i];
            if (word != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    boolean isWithin(ReleaseSet other) {
        for (int i = 0; i < words.length; i++) {
            if ((words[i] & ~other.words[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean meets(ReleaseSet other) {
        for (int i = 0; i < words.length; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    ReleaseSet and(ReleaseSet other) {
        long[] result = words.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= other.words[i];
        }
        return new ReleaseSet(size, result);
    }

    ReleaseSet or(ReleaseSet other) {
        long[] result = words.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] |= other.words[i];
        }
        return new ReleaseSet(size, result);
    }

    ReleaseSet without(ReleaseSet other) {
        long[] result = words.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= ~other.words[i];
        }
        return new ReleaseSet(size, result);
    }

    ReleaseSet complement() {
        return all(size).without(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReleaseSet set && size == set.size && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
