// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Operators;
import org.luaj.vm2.LuaValue;

/**
 * A quicksort with the median of three that falls back to a heap sort where it would take too long. Ends for any comparator,
 * however inconsistent.
 */
final class Sorting {
    private static final int SMALL = 12;

    private final Coroutine co;
    private final LuaState vm;
    private final Function comparator;

    Sorting(Coroutine co, Function comparator) {
        this.co = co;
        this.vm = co.vm();
        this.comparator = comparator;
    }

    void sort(LuaValue[] a, int first, int last) {
        sort(a, first, last, 2 * (32 - Integer.numberOfLeadingZeros(last - first + 1)));
    }

    private boolean less(LuaValue x, LuaValue y) {
        vm.charge(4);
        return comparator == null
                ? Operators.less(co, x, y)
                : Operators.truth(comparator.apply(co, x, y).arg1());
    }

    private void sort(LuaValue[] a, int from, int to, int depth) {
        int first = from;
        int last = to;
        int left = depth;
        while (last - first >= SMALL) {
            if (left-- == 0) {
                heapSort(a, first, last);
                return;
            }
            int split = partition(a, first, last);
            if (split - first < last - split) {
                sort(a, first, split, left);
                first = split + 1;
            } else {
                sort(a, split + 1, last, left);
                last = split;
            }
        }
        for (int i = first + 1; i <= last; i++) {
            LuaValue value = a[i];
            int j = i;
            while (j > first && less(value, a[j - 1])) {
                a[j] = a[j - 1];
                j--;
                a[j] = value;
            }
        }
    }

    private int partition(LuaValue[] a, int first, int last) {
        int middle = (first + last) >>> 1;
        if (less(a[middle], a[first])) {
            swap(a, middle, first);
        }
        if (less(a[last], a[middle])) {
            swap(a, last, middle);
            if (less(a[middle], a[first])) {
                swap(a, middle, first);
            }
        }
        LuaValue pivot = a[middle];
        int i = first;
        int j = last;
        while (true) {
            do {
                i++;
                if (i > last) {
                    throw co.error("invalid order function for sorting");
                }
            } while (less(a[i], pivot));
            do {
                j--;
                if (j < first) {
                    throw co.error("invalid order function for sorting");
                }
            } while (less(pivot, a[j]));
            if (i >= j) {
                return j;
            }
            swap(a, i, j);
        }
    }

    private void heapSort(LuaValue[] a, int first, int last) {
        int n = last - first + 1;
        for (int i = n / 2 - 1; i >= 0; i--) {
            sift(a, first, i, n);
        }
        for (int end = n - 1; end > 0; end--) {
            swap(a, first, first + end);
            sift(a, first, 0, end);
        }
    }

    private void sift(LuaValue[] a, int first, int root, int n) {
        int at = root;
        for (int child; (child = 2 * at + 1) < n; at = child) {
            if (child + 1 < n && less(a[first + child], a[first + child + 1])) {
                child++;
            }
            if (!less(a[first + at], a[first + child])) {
                return;
            }
            swap(a, first + at, first + child);
        }
    }

    private static void swap(LuaValue[] a, int i, int j) {
        LuaValue value = a[i];
        a[i] = a[j];
        a[j] = value;
    }
}
