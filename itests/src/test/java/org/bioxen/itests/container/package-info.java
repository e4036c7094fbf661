// SPDX-License-Identifier: Apache-2.0
/**
 * Tests inside the container, on the bundles of the built distribution: services, their dynamics, the shell's commands. They are
 * written for JUnit 4, as Pax Exam has nothing newer.
 */
package org.bioxen.itests.container;
