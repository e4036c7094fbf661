// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version like {@code 1.2.3-1}, {@code 2.0rc1-1} or {@code scm-1}. Immutable.
 *
 * <p>Its meaning is that of LuaRocks (documentation, "Rockspec format" and "Types of rocks"; the finer points were measured
 * with LuaRocks 3.8.0): digits after the last dash are the revision; the rest is numbers and words, with any mix of {@code .
 * - _} between. A number fills a slot and goes on to the next. A word sets its slot to a constant, to which a number that
 * follows adds a little: {@code alpha}, {@code beta}, {@code pre} and {@code rc} lie below zero and so before the release,
 * {@code cvs}, {@code scm} and {@code dev} above any number in use, any other word a little above zero, by its first letter.
 *
 * <p>There are two orders. {@link #isBefore} and {@link #isSame} are what constraints use; there two versions can be neither
 * before, after nor the same ({@code 1.0} and {@code 1.0.0}), and a version without a revision is the same as each of its
 * revisions. {@link #compareTo} is a total order for sorting that never contradicts the first but where a missing revision
 * makes that one ambiguous; it is consistent with {@link #equals}.
 */
public final class PackageVersion implements Comparable<PackageVersion> {
    /** The longest text that is taken for a version. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern REVISION = Pattern.compile("^(.*)-(\\d{1,18})$");
    private static final Pattern TOKEN = Pattern.compile("(\\d+|[A-Za-z]+)[._-]*");
    private static final Map<String, Double> WORDS = Map.of(
            "dev", 120_000_000.0,
            "scm", 110_000_000.0,
            "cvs", 100_000_000.0,
            "rc", -1_000.0,
            "pre", -10_000.0,
            "beta", -100_000.0,
            "alpha", -1_000_000.0);
    private static final double NUMBER_AFTER_WORD = 100_000;
    private static final double OTHER_WORD = 1_000;

    private static final Comparator<PackageVersion> TOTAL = Comparator.comparing(
                    PackageVersion::slots, PackageVersion::padded)
            .thenComparing(v -> v.revision.orElse(-1))
            .thenComparing(v -> v.slots.length)
            .thenComparing(v -> v.text);

    private final String text;
    private final double[] slots;
    private final OptionalLong revision;

    private PackageVersion(String text, double[] slots, OptionalLong revision) {
        this.text = text;
        this.slots = slots;
        this.revision = revision;
    }

    /**
     * Reads a version.
     *
     * @param text letters, digits and {@code . - _}, a letter or digit first, at most {@link #MAX_LENGTH}
     * @throws IllegalArgumentException if it is anything else; LuaRocks warns there and guesses
     */
    public static PackageVersion parse(String text) {
        Objects.requireNonNull(text, "text");
        if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + (text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text)
                            + "' is no version; give letters, digits and . - _ such as 1.2.3-1");
        }
        Matcher withRevision = REVISION.matcher(text);
        boolean hasRevision = withRevision.matches();
        return new PackageVersion(
                text,
                readSlots(hasRevision ? withRevision.group(1) : text),
                hasRevision ? OptionalLong.of(Long.parseLong(withRevision.group(2))) : OptionalLong.empty());
    }

    private static double[] readSlots(String upstream) {
        double[] slots = new double[upstream.length()];
        int slot = 0;
        boolean afterWord = false;
        Matcher tokens = TOKEN.matcher(upstream);
        while (tokens.find()) {
            String token = tokens.group(1);
            if (!Character.isDigit(token.charAt(0))) {
                slots[slot] = WORDS.getOrDefault(token, token.charAt(0) / OTHER_WORD);
                afterWord = true;
            } else if (afterWord) {
                slots[slot++] += Double.parseDouble(token) / NUMBER_AFTER_WORD;
                afterWord = false;
            } else {
                slots[slot++] = Double.parseDouble(token);
            }
        }
        return Arrays.copyOf(slots, afterWord ? slot + 1 : slot);
    }

    /** The number after the last dash, which counts changes of the package but not of what is in it, if there is one. */
    public OptionalLong revision() {
        return revision;
    }

    /**
     * Whether it comes before the other. Missing slots count as zero; revisions are compared only if both have one and all
     * else is the same.
     */
    public boolean isBefore(PackageVersion other) {
        int upstream = padded(slots, other.slots);
        return upstream < 0
                || upstream == 0
                        && revision.isPresent()
                        && other.revision.isPresent()
                        && revision.getAsLong() < other.revision.getAsLong();
    }

    /** Whether it is the other, with as many slots; revisions are compared only if both have one. */
    public boolean isSame(PackageVersion other) {
        return Arrays.equals(slots, other.slots)
                && (revision.isEmpty() || other.revision.isEmpty() || revision.equals(other.revision));
    }

    /** Whether it agrees with the other in each slot that the other gives, and in the revision if the other gives one. */
    public boolean isWithin(PackageVersion other) {
        for (int i = 0; i < other.slots.length; i++) {
            if ((i < slots.length ? slots[i] : 0) != other.slots[i]) {
                return false;
            }
        }
        return other.revision.isEmpty() || other.revision.equals(revision);
    }

    private static int padded(double[] a, double[] b) {
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Double.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private double[] slots() {
        return slots;
    }

    /** Older first; among those with the same slots the one without a revision, then the one with fewer slots. */
    @Override
    public int compareTo(PackageVersion other) {
        return TOTAL.compare(this, other);
    }

    /** Whether the other is written the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PackageVersion version && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The version as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
