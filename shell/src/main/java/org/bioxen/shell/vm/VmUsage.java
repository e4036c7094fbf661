// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import org.bioxen.api.vm.VmInfo;

/**
 * What one VM has done and does, in the place of what it is.
 *
 * @param vm the VM
 */
public record VmUsage(VmInfo vm) {}
