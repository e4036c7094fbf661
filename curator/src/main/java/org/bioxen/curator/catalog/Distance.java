// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.Arrays;

/** How far two words are from each other. */
final class Distance {
    private Distance() {}

    /**
     * How many letters have to be put in, left out, replaced, or swapped with their neighbour.
     *
     * @param most greater distances need not be exact
     */
    static int between(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        int[] twoBack = new int[other.length() + 1];
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int cost = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1] + 1, before[j] + 1), before[j - 1] + cost);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    now[j] = Math.min(now[j], twoBack[j - 2] + 1);
                }
            }
            twoBack = before;
            before = now;
        }
        return before[other.length()];
    }
}
