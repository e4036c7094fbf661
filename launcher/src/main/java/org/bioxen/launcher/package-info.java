// SPDX-License-Identifier: Apache-2.0
/**
 * Starts the OSGi framework for one process, hands the command line to the bundle that serves it, and takes everything
 * down again. Nobody calls it but the start script; it knows bundles by file name and one service by a property.
 */
package org.bioxen.launcher;
