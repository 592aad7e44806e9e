import { useQuery } from '@tanstack/react-query';
import { providers } from '../../api/resources';

export const useProviders = () => useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => providers.list({}, signal) });
