import { value } from '../answers';
import { type Handlers, forPeople } from '../call';
import type { Core } from '../core';
import { apiDateTime } from '../dates';
import { type Person, employeeType } from '../tables/people';

/** DocSpace server: UserController, AuthenticationController. */
export const peopleRoutes: Handlers<'GET people/@self' | 'GET authentication'> = {
  'GET people/@self': forPeople(({ core, culture }, { person }) => {
    const { role } = person;
    return value({
      ...shortPerson(core, person),
      firstName: person.name,
      lastName: '',
      userName: person.userName,
      email: `${person.userName}@practice.invalid`,
      status: 1,
      activationStatus: 1,
      department: '',
      workFrom: apiDateTime(new Date(core.state.installedAt), core.settings.utcOffsetMinutes),
      isAdmin: role === 'owner' || role === 'admin',
      isRoomAdmin: role === 'roomAdmin',
      isLDAP: false,
      listAdminModules: [],
      isOwner: role === 'owner',
      isVisitor: role === 'guest',
      isCollaborator: role === 'user',
      cultureName: culture,
      mobilePhoneActivationStatus: 0,
      isSSO: false,
      quotaLimit: -1,
      usedSpace: 0,
      loginEventId: 0,
    });
  }),

  'GET authentication': ({ caller }) => value(caller.signedIn),
};

/** `EmployeeDto`, as it stands inside other answers. */
export function shortPerson(core: Core, person: Person) {
  const avatar = '/static/images/default_user_photo_size_32-32.png';
  return {
    id: person.id,
    displayName: person.name,
    avatar,
    avatarOriginal: avatar,
    avatarMax: avatar,
    avatarMedium: avatar,
    avatarSmall: avatar,
    profileUrl: `/accounts/view/${person.userName}`,
    hasAvatar: false,
    isAnonim: false,
    userType: employeeType[person.role],
    cultureName: person.culture ?? core.settings.language,
  };
}
