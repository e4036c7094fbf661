// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody may have meant who mistyped a word: the nearest of the words that there are, by the number of letters that are wrong,
 * missing, too many or swapped with their neighbour (the optimal string alignment distance).
 */
public final class Spelling {
    private Spelling() {}

    /** The nearest word; empty if none is near: a third of the letters may be wrong, one at least. */
    public static Optional<String> nearest(String typed, Collection<String> words) {
        String wrong = typed.toLowerCase(Locale.ROOT);
        int most = Math.max(1, wrong.length() / 3);
        return words.stream()
                .filter(word -> Math.abs(word.length() - wrong.length()) <= most)
                .filter(word -> distance(wrong, word.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.<String>comparingInt(word -> distance(wrong, word.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Words that ask whether the nearest was meant, to be put behind a complaint; empty if none is near. */
    public static String question(String typed, Collection<String> words) {
        return nearest(typed, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, Math.min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = now;
            now = free;
        }
        return last[b.length()];
    }
}
