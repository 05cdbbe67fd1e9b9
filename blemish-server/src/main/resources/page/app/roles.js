/** Each role may do what those before it may. */
const ROLES = ['operator', 'engineer', 'admin'];

/** Whether who uses the page may do what takes a role. */
export const may = (session, role) => ROLES.indexOf(session.role) >= ROLES.indexOf(role);
