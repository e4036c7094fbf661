// SPDX-License-Identifier: Apache-2.0
/**
 * The scope {@code vm}: its verbs, and their answers as text and as JSON. For the command line and the shell, which call the verbs, and for
 * the scope {@code session}, whose scripts end as those of VMs do.
 */
package org.bioxen.shell.vm;
