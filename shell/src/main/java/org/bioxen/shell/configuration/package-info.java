// SPDX-License-Identifier: Apache-2.0
/**
 * The configurations of the platform as people see and change them: what may be set, what is set, and the files in {@code etc} that keep
 * it. The commands of the scope {@code config} and completion call it.
 */
package org.bioxen.shell.configuration;
