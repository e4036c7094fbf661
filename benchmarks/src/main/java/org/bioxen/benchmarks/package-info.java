// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of the platform beside what it stands on, and the program that runs them and prints the ratios. Nobody calls it
 * but its own test and whoever measures.
 */
package org.bioxen.benchmarks;
