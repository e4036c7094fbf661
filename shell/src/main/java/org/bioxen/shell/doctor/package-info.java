// SPDX-License-Identifier: Apache-2.0
/**
 * The program behind {@code bioxen doctor}: looks, without a container, at what the platform needs of the machine, one check a class. Nobody
 * calls it but the start script.
 */
package org.bioxen.shell.doctor;
