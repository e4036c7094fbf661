// SPDX-License-Identifier: Apache-2.0
/**
 * What the container is made of and how it is: its state on one screen, why a component is not active, and a report for those who look
 * for a fault. The commands of the scope {@code sys} call it.
 */
package org.bioxen.shell.system;
