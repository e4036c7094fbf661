// SPDX-License-Identifier: Apache-2.0
/**
 * How a bundle uses the VM and session services: one class for each pattern, each of which can be read alone. They are commands of the shell, so
 * that they can be run.
 */
package org.bioxen.examples.patterns;
