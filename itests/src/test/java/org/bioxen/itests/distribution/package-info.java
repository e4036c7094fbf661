// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the built distribution as a black box: the start script is run as a process, as a user would, and its output, exit code and
 * traces are looked at. Nobody calls this; nothing here imports a class of the platform.
 */
package org.bioxen.itests.distribution;
