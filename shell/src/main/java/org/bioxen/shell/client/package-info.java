// SPDX-License-Identifier: Apache-2.0
/**
 * The program {@code bioxen client}, with {@code bioxen vm} and {@code bioxen session}: a process without a container that gives the
 * server its words, its streams and its terminal. Started by {@code bin/bioxen} with this bundle's jar on the class path.
 */
package org.bioxen.shell.client;
