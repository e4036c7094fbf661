// SPDX-License-Identifier: Apache-2.0
/**
 * Environments on the disk: their generations, lock files, journals, locks and pins, and how a VM opens one. It knows no catalog;
 * what decides what shall be in an environment is in {@code org.bioxen.curator.change}, the only other package that calls it.
 */
package org.bioxen.curator.environment;
