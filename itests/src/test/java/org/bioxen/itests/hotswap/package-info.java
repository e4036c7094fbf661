// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles are stopped, updated, uninstalled and refreshed while scripts run, in a framework of the test's own, so that nothing of a
 * container test is in the way. The bundles are those of the distribution.
 */
package org.bioxen.itests.hotswap;
